using Musenor.Accounts;
using Musenor.Accounts.Access;
using Musenor.Interop.Harvest.Fetching;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Interop.Harvest.Sources;

/// <summary>A new source, told by whoever holds the machine.</summary>
public sealed class AddSource(Database database, Journal journal, TimeProvider clock)
{
    public const string Action = "harvest.source";

    private static readonly Texts Words = Texts.Of("Interop");

    public sealed record Form(string Name, string Url, string? Prefix = null, string? Set = null, int? DelayMs = null);

    public async Task<Outcome> Run(Person who, Form form, CancellationToken stop = default)
    {
        if (!who.IsOperator)
        {
            return new Outcome.Refused(Words["Refused"]);
        }

        var code = SourceStore.CodeOf(form.Name);
        if (code.Length == 0)
        {
            return new Outcome.Invalid("name", Words["Harvest.No.name"]);
        }

        if (!Uri.TryCreate(form.Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Query.Length > 0 || url.Fragment.Length > 0 || url.UserInfo.Length > 0)
        {
            return new Outcome.Invalid("url", Words["Harvest.No.url", form.Url]);
        }

        var source = await Source(code, form, url, stop);
        return await database.Write(async (connection, transaction) =>
        {
            if (await SourceStore.Find(connection, transaction, code) is not null)
            {
                return (Outcome)new Outcome.Invalid("name", Words["Harvest.No.taken", code]);
            }

            await SourceStore.Add(connection, transaction, source);
            await journal.Write(connection, transaction, new Journal.Entry(who, Action, "source", code));
            return new Outcome.Done(code);
        }, stop);
    }

    private async Task<HarvestSource> Source(string code, Form form, Uri url, CancellationToken stop)
    {
        // Whoever types commands here may reach the inside; one host, not what it redirects to.
        var isPrivate = await AddressGuard.IsPrivate(url.IdnHost, stop);
        return new HarvestSource
        {
            Code = code,
            Name = form.Name.Trim(),
            BaseUrl = form.Url,
            Prefix = string.IsNullOrWhiteSpace(form.Prefix) ? "oai_dc" : form.Prefix.Trim(),
            Sets = form.Set?.Trim() ?? "",
            // One's own machine is not spared: nobody else waits for it.
            DelayMs = form.DelayMs ?? (url.IsLoopback ? 0 : 1000),
            PrivateHost = isPrivate ? url.Host : "",
            CreatedAt = clock.GetUtcNow(),
        };
    }
}
