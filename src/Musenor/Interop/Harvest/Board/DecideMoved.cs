using Dapper;
using Musenor.Accounts;
using Musenor.Accounts.Access;
using Musenor.Interop.Harvest.Sources;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Interop.Harvest.Board;

/// <summary>The source answered that it moved for good: a person takes the new address, or keeps the old one.</summary>
internal sealed class DecideMoved(Once once, Journal journal, JudgeAddress judge, SourceStore sources)
{
    public const string AcceptAction = "harvest.moved";
    public const string RefuseAction = "harvest.stays";

    private static readonly Texts Words = Texts.Of("Interop");

    /// <param name="Url">The address that the person saw.</param>
    public sealed record Form(string Code, string Url, bool Accepts, string? Key = null);

    public async Task<Outcome> Run(Person who, Form form, CancellationToken stop = default)
    {
        if (!who.May(Rights.AlignTerms, null))
        {
            return new Outcome.Refused(Words["Harvest.Refused"]);
        }

        var seen = await sources.Find(form.Code, stop);
        if (seen is not null && form.Accepts && !(seen.PrivateHost.Length > 0 && JudgeAddress.IsSameDoor(seen.BaseUrl, form.Url)) && await judge.Run(form.Url, stop) is { } wrong)
        {
            return new Outcome.Invalid("", Words[$"Harvest.No.{wrong}", form.Url]);
        }

        return await once.Write(form.Key, $"DecideMoved:{who.Id}", async (connection, transaction) =>
        {
            if (await SourceStore.Find(connection, transaction, form.Code) is not { } source)
            {
                return new Outcome.Missing();
            }

            if (form.Url.Length == 0 || source.ProposedUrl != form.Url || source.BaseUrl != seen?.BaseUrl)
            {
                return await SaveSource.Other(connection, transaction, form.Code);
            }

            if (form.Accepts)
            {
                var isSameDoor = JudgeAddress.IsSameDoor(source.BaseUrl, form.Url);
                await SaveSource.Update(connection, transaction, source with { BaseUrl = form.Url, Headers = isSameDoor ? source.Headers : "", PrivateHost = isSameDoor ? source.PrivateHost : "" });
            }

            await connection.ExecuteAsync("update harvest_source set proposed_url = '', refused_url = @refused where code = @Code", new { refused = form.Accepts ? "" : form.Url, form.Code }, transaction);
            await journal.Write(connection, transaction, new Journal.Entry(who, form.Accepts ? AcceptAction : RefuseAction, "source", form.Code) { Before = source.BaseUrl, After = form.Url });
            return new Outcome.Done(form.Code);
        }, stop);
    }
}
