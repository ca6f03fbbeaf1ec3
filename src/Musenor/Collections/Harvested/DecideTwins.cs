using System.Data.Common;
using Dapper;
using Musenor.Accounts;
using Musenor.Accounts.Access;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Collections.Harvested;

/// <summary>A person says that two notices are one object, or two, or that their numbers may decide again.</summary>
public sealed class DecideTwins(Once once, Journal journal, TakeHarvested harvested, TimeProvider clock)
{
    public const string Join = "joindre";
    public const string Part = "separer";
    public const string Forget = "oublier";

    public static readonly IReadOnlyList<string> Verdicts = [Join, Part, Forget];

    /// <param name="One">Address of a notice, or of its page.</param>
    public sealed record Form(string One, string Other, string Verdict, string? Key = null);

    private sealed record Row
    {
        public string Ref { get; init; } = "";
        public string? Source { get; init; }
    }

    /// <summary>The action in the journal.</summary>
    public static string Action(string verdict) => verdict switch { Join => "twins.join", Part => "twins.part", _ => "twins.forget" };

    public async Task<Outcome> Run(Person who, Form form, CancellationToken stop = default)
    {
        var words = Texts.Of("Collections");
        if (!who.May(Rights.AlignTerms, null))
        {
            return new Outcome.Refused(words["Twins.Refused"]);
        }

        if (!Verdicts.Contains(form.Verdict))
        {
            return new Outcome.Missing();
        }

        return await once.Write(form.Key, $"DecideTwins:{who.Id}", async (connection, transaction) =>
        {
            var (one, other) = (await Find(connection, transaction, form.One), await Find(connection, transaction, form.Other));
            if ((one is null ? ("une", form.One) : other is null ? ("autre", form.Other) : default) is ({ } field, var typed))
            {
                return new Outcome.Invalid(field, words[typed.Trim().Length == 0 ? "Twins.NoAddress" : "Twins.NoNotice", typed.Trim()]);
            }

            if (one!.Ref == other!.Ref || (one.Source is null && other.Source is null))
            {
                // Two notices of our own museums are a matter of inventory, which no list may hide.
                return new Outcome.Invalid("autre", words[one.Ref == other.Ref ? "Twins.SameNotice" : "Twins.BothOurs"]);
            }

            await Write(connection, transaction, form.Verdict, one.Ref, other.Ref);
            harvested.Regroup(connection, transaction, [one.Ref, other.Ref]);
            await journal.Write(connection, transaction, new Journal.Entry(who, Action(form.Verdict), "notice", one.Ref) { After = $"{one.Ref} / {other.Ref}" });
            return new Outcome.Done(one.Ref);
        }, stop);
    }

    private Task<int> Write(DbConnection connection, DbTransaction transaction, string verdict, string first, string second)
    {
        var (one, other) = string.CompareOrdinal(first, second) < 0 ? (first, second) : (second, first);
        return verdict == Forget
            ? connection.ExecuteAsync("delete from twin_decision where one = @one and other = @other", new { one, other }, transaction)
            : connection.ExecuteAsync("""
                insert into twin_decision (one, other, is_same, decided_at) values (@one, @other, @isSame, @now)
                on conflict (one, other) do update set is_same = excluded.is_same, decided_at = excluded.decided_at
                """, new { one, other, isSame = verdict == Join, now = clock.GetUtcNow() }, transaction);
    }

    private static async Task<Row?> Find(DbConnection connection, DbTransaction transaction, string typed)
    {
        var text = typed.Trim();
        var at = text.LastIndexOf("/notices/", StringComparison.Ordinal);
        var reference = Uri.UnescapeDataString(at < 0 ? text : text[(at + "/notices/".Length)..].Split('?', '#', '/')[0]);
        return await connection.QueryFirstOrDefaultAsync<Row>("""
            select ref, source from notice where ref = @reference or joconde_ref = @reference order by case when ref = @reference then 0 else 1 end
            """, new { reference }, transaction);
    }
}
