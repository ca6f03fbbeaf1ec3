using Dapper;
using Musenor.Accounts.Access;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Collections.Quality;

/// <summary>« Ce ne sont pas des doublons »: the pair is not proposed again, to anybody.</summary>
public sealed class DecideDuplicate(Once once, TimeProvider clock)
{
    public sealed record Form(string One, string Other, string? Key = null);

    private sealed record Keeper
    {
        public string Ref { get; init; } = "";
        public string MuseumId { get; init; } = "";
    }

    public Task<Outcome> Run(Person who, Form form, CancellationToken stop = default) => once.Write(form.Key, $"DecideDuplicate:{who.Id}", async (connection, transaction) =>
    {
        var found = (await connection.QueryAsync<Keeper>("select ref, museum_id from notice where ref in (@One, @Other)", form, transaction)).AsList();
        if (found.Count != 2)
        {
            return new Outcome.Missing();
        }

        if (!found.Any(n => who.May(Rights.EditNotices, n.MuseumId)))
        {
            return new Outcome.Refused(Texts.Of("Collections")["Edit.Refused"]);
        }

        var (one, other) = string.CompareOrdinal(form.One, form.Other) < 0 ? (form.One, form.Other) : (form.Other, form.One);
        await connection.ExecuteAsync("""
            insert into not_duplicate (one, other, account_id, decided_at) values (@one, @other, @AccountId, @now) on conflict (one, other) do nothing
            """, new { one, other, who.AccountId, now = clock.GetUtcNow() }, transaction);
        return new Outcome.Done(one);
    }, stop);
}
