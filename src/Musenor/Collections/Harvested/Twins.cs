using System.Data.Common;
using System.Text;
using Dapper;
using Heritage.Standards.Joconde;
using Heritage.Standards.Text;
using Musenor.Collections.Notices;
using Musenor.Collections.Search.Analysis;
using Musenor.Collections.Search.Columns;
using Musenor.Storage;

namespace Musenor.Collections.Harvested;

/// <summary>
/// One object in the records of several networks: the same Joconde reference, or the same museum and number whatever the punctuation. Lists
/// show one of its notices, with all its networks; each keeps its page. What a person decided of two notices comes before their numbers.
/// </summary>
internal static class Twins
{
    // More notices with one number are no object that several networks describe.
    private const int Most = 20;

    /// <summary>What the notices of one object have in common. A number without any digit (« sans numéro ») identifies nothing.</summary>
    public static (string Number, string Reference) Keys(string museumId, IReadOnlyDictionary<string, string> fields)
    {
        var number = Letters(new JocondeNotice(fields).Inventory.Current);
        return (number.Any(char.IsAsciiDigit) && number.Length <= 100 ? $"{museumId} {number}" : "", Letters(fields.GetValueOrDefault("REF", "")));
    }

    /// <summary>Finds the groups again in which these notices are, or were; those that lead what the store wrote follow.</summary>
    public static void Settle(DbConnection connection, DbTransaction transaction, NoticeStore store, IReadOnlyList<NoticeStore.Stored> now, IReadOnlyList<NoticeStore.Stored> before)
    {
        if (now.Count + before.Count > 0)
        {
            Group(connection, transaction, store, now, before);
        }

        store.FollowTwins();
    }

    private static void Group(DbConnection connection, DbTransaction transaction, NoticeStore store, IReadOnlyList<NoticeStore.Stored> now, IReadOnlyList<NoticeStore.Stored> before)
    {
        using var byNumber = connection.Prepared(transaction, "select ref from notice where number_key = @key and number_key <> ''", "key");
        using var byReference = connection.Prepared(transaction, "select ref from notice where ref_key = @key and ref_key <> ''", "key");
        using var decided = connection.Prepared(transaction, "select one, other, is_same from twin_decision where one = @ref or other = @ref", "ref");
        var groups = new Groups(store, byNumber, byReference, decided);
        // Those that it leaves first: they are seen without it, by the keys that it had.
        foreach (var notice in before.Concat(now))
        {
            var refs = groups.Beside(notice);
            if (refs.Count > 1 || notice.Lead is not null || notice.Also.Length > 0 || !refs.Contains(notice.Ref))
            {
                foreach (var one in refs.Append(notice.Ref))
                {
                    groups.Around(one, (group, isTold) => Write(connection, transaction, store, group, isTold));
                }
            }
        }
    }

    private static void Write(DbConnection connection, DbTransaction transaction, NoticeStore store, IReadOnlyList<NoticeStore.Stored> group, bool isTold)
    {
        // A network that has two such notices tells two objects by them, unless a person said that they are one: nobody can say which is the other's.
        var published = group.Where(g => g.State == "published").ToArray();
        var isOne = published.Length is > 1 and <= Most && (isTold || published.DistinctBy(g => g.Source).Count() == published.Length);
        var first = published.OrderBy(g => g.JocondeRef is null).ThenBy(g => g.Number).FirstOrDefault();
        var changed = new List<(NoticeStore.Stored Before, NoticeStore.Stored After)>();
        foreach (var notice in group)
        {
            var isIn = isOne && notice.State == "published";
            var lead = isIn && notice.Ref != first!.Ref ? first.Ref : null;
            var also = isIn && lead is null ? Also(published.Where(p => p.Ref != notice.Ref)) : "";
            if (lead != notice.Lead || also != notice.Also)
            {
                changed.Add((notice, notice with { Lead = lead, Also = also }));
                connection.Execute("update notice set lead = @lead, also = @also where ref = @Ref", new { lead, also, notice.Ref }, transaction);
            }
        }

        // Once all are in their places; those that lead come last, after what they are found by.
        foreach (var (notice, after) in changed.OrderBy(c => c.After.Lead is null))
        {
            store.Note(notice.Lead);
            var (words, beside) = (new JocondeNotice(FieldsJson.Read(after.Fields)), store.Beside(after));
            store.Touch(after, NoticeColumns.Of(words, after.MuseumId, beside), after.Also == notice.Also ? null : NoticeText.Of(words, beside));
        }
    }

    /// <summary>The networks of the others; a blank where all others are ours, since it leads some all the same.</summary>
    private static string Also(IEnumerable<NoticeStore.Stored> others) =>
        string.Join(' ', others.Select(o => o.Source).OfType<string>().Order(StringComparer.Ordinal)) is { Length: > 0 } sources ? sources : " ";

    private static string Letters(string text)
    {
        var letters = new StringBuilder(text.Length);
        foreach (var c in Folding.Fold(text))
        {
            if (char.IsLetterOrDigit(c))
            {
                letters.Append(c);
            }
        }

        return letters.ToString();
    }

    /// <summary>Groups looked at in one batch, each once.</summary>
    private sealed class Groups(NoticeStore store, DbCommand byNumber, DbCommand byReference, DbCommand decided)
    {
        private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

        /// <summary>Itself and those that are the same object as it.</summary>
        public HashSet<string> Beside(NoticeStore.Stored notice) => Ties(notice).Beside;

        private (HashSet<string> Beside, List<string> Apart) Ties(NoticeStore.Stored notice)
        {
            var (same, apart) = Decided(notice.Ref);
            var refs = Named(notice.NumberKey, notice.RefKey);
            refs.ExceptWith(apart);
            refs.UnionWith(same);
            return (refs, apart);
        }

        /// <summary>
        /// The notice with all that are the same object, by a key or by decision. Told: decisions alone join them all. What a person parted stays
        /// so where a third notice is the same object as both: it goes with the first of them.
        /// </summary>
        public void Around(string reference, Action<IReadOnlyList<NoticeStore.Stored>, bool> write)
        {
            if (_seen.Contains(reference))
            {
                return;
            }

            var all = new Dictionary<string, Tied>(StringComparer.Ordinal);
            var next = new Queue<string>([reference]);
            while (next.TryDequeue(out var at) && all.Count <= 2 * Most)
            {
                if (_seen.Add(at))
                {
                    var notice = store.FindExactly(at);
                    var (beside, apart) = Ties(notice);
                    all[at] = new Tied(notice, beside, apart);
                    foreach (var other in beside)
                    {
                        next.Enqueue(other);
                    }
                }
            }

            foreach (var group in Parted(all))
            {
                write([.. group.Values], IsTold(group));
            }
        }

        private sealed record Tied(NoticeStore.Stored Notice, HashSet<string> Beside, List<string> Apart);

        /// <summary>Groups in which no two were parted: the same ones from wherever one began to look.</summary>
        private static IEnumerable<Dictionary<string, NoticeStore.Stored>> Parted(Dictionary<string, Tied> all)
        {
            var left = all.Values.OrderBy(t => t.Notice.JocondeRef is null).ThenBy(t => t.Notice.Number).Select(t => t.Notice.Ref).ToList();
            while (left.Count > 0)
            {
                var group = new Dictionary<string, NoticeStore.Stored>(StringComparer.Ordinal);
                var next = new Queue<string>([left[0]]);
                while (next.TryDequeue(out var at))
                {
                    if (left.Contains(at) && !group.ContainsKey(at) && !all[at].Apart.Exists(group.ContainsKey))
                    {
                        group[at] = all[at].Notice;
                        foreach (var other in all[at].Beside.Order(StringComparer.Ordinal))
                        {
                            next.Enqueue(other);
                        }
                    }
                }

                left.RemoveAll(group.ContainsKey);
                yield return group;
            }
        }

        private HashSet<string> Named(string number, string reference)
        {
            var refs = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (command, key) in new[] { (byNumber, number), (byReference, reference) })
            {
                if (key.Length > 0)
                {
                    using var rows = command.Read(key);
                    while (rows.Read() && refs.Count <= 2 * Most)
                    {
                        refs.Add(rows.GetString(0));
                    }
                }
            }

            return refs;
        }

        private (List<string> Same, List<string> Apart) Decided(string reference)
        {
            var (same, apart) = (new List<string>(), new List<string>());
            using var rows = decided.Read(reference);
            while (rows.Read())
            {
                (rows.GetBoolean(2) ? same : apart).Add(rows.GetString(0) == reference ? rows.GetString(1) : rows.GetString(0));
            }

            return (same, apart);
        }

        private bool IsTold(Dictionary<string, NoticeStore.Stored> group)
        {
            if (group.Count < 2)
            {
                return false;
            }

            var reached = new HashSet<string>(StringComparer.Ordinal);
            var next = new Queue<string>([group.Keys.First()]);
            while (next.TryDequeue(out var at))
            {
                if (reached.Add(at))
                {
                    foreach (var other in Decided(at).Same.Where(group.ContainsKey))
                    {
                        next.Enqueue(other);
                    }
                }
            }

            return reached.Count == group.Count;
        }
    }
}
