using System.Data.Common;
using Dapper;
using Musenor.Collections.Harvested;
using Musenor.Collections.Notices;
using Musenor.Interop.Alignment;
using Musenor.Storage;

namespace Musenor.Interop.Mapping;

/// <summary>Settles one batch of mapped records: notices, museums, provenance, quarantine, counts of terms, and how far the source is.</summary>
internal sealed class WriteMapped(Database database, TakeHarvested take, FindMuseums museums, AlignTerms align, TimeProvider clock)
{
    /// <summary>What lives as long as one run over a source.</summary>
    public sealed record State(RawSource Source, AlignmentTable Alignment);

    public static State Start(RawSource source) => new(source, new AlignmentTable(source.Code));

    public async Task Run(State state, MappingProgress from, IReadOnlyList<(RawRecord Raw, MappedRecord? Mapped)> batch, CancellationToken stop)
    {
        var begin = await museums.Begin(stop);
        var find = await align.Finder(stop);
        try
        {
            await database.Write(async (connection, transaction) =>
            {
                var now = await connection.QueryFirstAsync<MappingProgress>("select mapping, seq, pass from mapping_progress where source = @Code", new { state.Source.Code }, transaction);
                if (now != from)
                {
                    return false; // another process settled it, or a replay began
                }

                await state.Alignment.Follow(connection, transaction);
                using var rows = new MappingRows(connection, transaction, state.Source, clock.GetUtcNow().Text());
                await Settle(connection, transaction, state, rows, begin(connection, transaction), find, batch);
                state.Alignment.Keep(connection, transaction, clock.GetUtcNow().Text());
                await connection.ExecuteAsync("update mapping_progress set seq = @seq, updated_at = @now where source = @Code",
                    new { seq = batch[^1].Raw.Seq, now = clock.GetUtcNow(), state.Source.Code }, transaction);
                return true;
            }, stop);
        }
        catch
        {
            state.Alignment.Forget();
            throw;
        }
    }

    private sealed record Ready(RawRecord Raw, MappedRecord Mapped, HarvestedNotice Notice);

    private async Task Settle(DbConnection connection, DbTransaction transaction, State state, MappingRows rows, FindMuseums.Turn turn, Func<string, string, FoundConcept> find,
        IReadOnlyList<(RawRecord Raw, MappedRecord? Mapped)> batch)
    {
        var gone = new List<string>();
        var incoming = new List<Ready>();
        foreach (var (raw, mapped) in batch)
        {
            var known = rows.Address(raw.OaiId);
            if (mapped is not null)
            {
                if (await Judge(state, rows, turn, find, raw, mapped, known) is { } ready)
                {
                    incoming.Add(ready);
                    gone.RemoveAll(g => g == ready.Notice.Address); // deleted under another identifier, in this very batch
                }

                continue;
            }

            rows.Settled(raw.OaiId);
            if (known is not null)
            {
                gone.Add(known);
                rows.Deleted(raw, known);
            }
        }

        var taken = take.Run(connection, transaction, [.. incoming.Select(i => i.Notice)]);
        for (var i = 0; i < taken.Count; i++)
        {
            Remember(state, rows, incoming[i], taken[i]);
        }

        foreach (var words in take.Withdraw(connection, transaction, gone))
        {
            state.Alignment.Count(AlignedFields.Terms(words), -1);
        }
    }

    /// <summary>Null where the record stays in quarantine.</summary>
    private static async Task<Ready?> Judge(State state, MappingRows rows, FindMuseums.Turn turn, Func<string, string, FoundConcept> find, RawRecord raw, MappedRecord mapped, string? known)
    {
        var reference = Reference(mapped);
        if ((mapped.Fault ?? (reference is not null && rows.IsClaimed(raw.OaiId, reference) ? new MappingFault(MappingFault.Duplicate, $"Un autre enregistrement de cette source a la référence {reference}.") { Reference = reference } : null)) is { } fault)
        {
            rows.Quarantine(raw, fault);
            return null;
        }

        rows.Settled(raw.OaiId);
        known ??= reference is null ? null : rows.Former(raw.OaiId, reference);
        // Where a record names nobody, the network itself answers for it.
        var name = mapped.MuseumName.Length > 0 ? mapped.MuseumName : mapped.MuseumCode.Length > 0 ? "" : state.Source.Name;
        var museum = await turn.Id(mapped.MuseumCode, name, mapped.MuseumCity);
        return new Ready(raw, mapped, Notice(state, raw, mapped, known, reference, museum, state.Alignment.Harmonise(mapped.Terms, find)));
    }

    private static void Remember(State state, MappingRows rows, Ready ready, TakenNotice taken)
    {
        rows.Origin(ready.Raw, taken.Ref, ready.Mapped.Nested);
        if (taken.Result != Written.Unchanged)
        {
            state.Alignment.Count(AlignedFields.Terms(taken.Before ?? new Dictionary<string, string>()), -1);
            state.Alignment.Count(ready.Mapped.Terms, 1);
        }
    }

    private static HarvestedNotice Notice(
        State state, RawRecord raw, MappedRecord mapped, string? known, string? reference, string museum, IReadOnlyDictionary<string, string> harmonised)
    {
        var fields = new Dictionary<string, string>(mapped.Fields, StringComparer.Ordinal);
        fields.Remove("MUSEO");
        if (Museums.MuseumRegister.IsMuseofileCode(museum))
        {
            fields["MUSEO"] = museum;
        }

        var rights = mapped.Elsewhere.Rights.Length > 0 ? mapped.Elsewhere.Rights : state.Source.Rights;
        return new HarvestedNotice(state.Source.Code, known, museum, fields)
        {
            OwnAddress = SourceAddress.Of(state.Source.Code, raw.OaiId),
            Reference = reference,
            Elsewhere = mapped.Elsewhere with { Rights = rights },
            Harmonised = harmonised,
        };
    }

    /// <summary>A Joconde reference, as inventory software gives them; another network's own identifier is none.</summary>
    private static string? Reference(MappedRecord mapped) => mapped.Fields.TryGetValue("REF", out var text) && SourceAddress.IsJoconde(text) ? text : null;
}
