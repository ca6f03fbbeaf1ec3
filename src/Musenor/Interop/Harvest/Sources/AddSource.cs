using Musenor.Accounts;
using Musenor.Accounts.Access;
using Musenor.Interop.Harvest.Board;
using Musenor.Interop.Harvest.Fetching;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Interop.Harvest.Sources;

/// <summary>A new source: told by whoever holds the machine, who may name a host of the inside, or by a person, who may not.</summary>
internal sealed class AddSource(Once once, Journal journal, JudgeAddress judge, TimeProvider clock)
{
    public const string Action = "harvest.source";

    private static readonly Texts Words = Texts.Of("Interop");

    public sealed record Form(string Name, string Url, string? Prefix = null, string? Set = null, int? DelayMs = null, string? Key = null);

    public async Task<Outcome> Run(Person who, Form form, CancellationToken stop = default)
    {
        if (!who.May(Rights.AlignTerms, null))
        {
            return new Outcome.Refused(Words["Harvest.Refused"]);
        }

        var code = SourceStore.CodeOf(form.Name);
        var source = Source(code, form);
        var problems = Setting.All.Where(s => s.Name is "name" or "prefix" or "sets").Select(s => s.Problem(source)).OfType<FieldProblem>().ToList();
        if (code.Length == 0 && !problems.Exists(p => p.Field == "name"))
        {
            problems.Insert(0, new FieldProblem("name", Words["Harvest.No.name"]));
        }

        if (!JudgeAddress.TryRead(source.BaseUrl, out var url))
        {
            problems.Insert(Math.Min(1, problems.Count), new FieldProblem("url", Words["Harvest.No.url", form.Url]));
        }

        if (problems.Count > 0)
        {
            return new Outcome.Invalid(problems);
        }

        // Whoever types commands here may reach the inside; one host, not what it redirects to.
        if (who.IsOperator)
        {
            source = source with { DelayMs = form.DelayMs ?? (url.IsLoopback ? 0 : 1000), PrivateHost = await AddressGuard.IsPrivate(url.IdnHost, stop) ? url.Host : "" };
        }
        else if (await judge.Run(source.BaseUrl, stop) is { } problem)
        {
            return new Outcome.Invalid("url", Words[$"Harvest.No.{problem}", source.BaseUrl]);
        }

        return await Add(who, source, form.Key, stop);
    }

    private Task<Outcome> Add(Person who, HarvestSource source, string? key, CancellationToken stop) => once.Write(key, $"AddSource:{who.Id}", async (connection, transaction) =>
    {
        if (await SourceStore.Find(connection, transaction, source.Code) is not null)
        {
            return new Outcome.Invalid("name", Words["Harvest.No.taken", source.Code]);
        }

        await SourceStore.Add(connection, transaction, source);
        await journal.Write(connection, transaction, new Journal.Entry(who, Action, "source", source.Code) { After = source.BaseUrl });
        return new Outcome.Done(source.Code);
    }, stop);

    private HarvestSource Source(string code, Form form) => new()
    {
        Code = code,
        Name = Setting.Line(form.Name),
        BaseUrl = form.Url.Trim(),
        Prefix = string.IsNullOrWhiteSpace(form.Prefix) ? "oai_dc" : Setting.Line(form.Prefix),
        Sets = Setting.Line(form.Set ?? ""),
        CreatedAt = clock.GetUtcNow(),
    };
}
