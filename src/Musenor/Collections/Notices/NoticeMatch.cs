using Musenor.Museums;

namespace Musenor.Collections.Notices;

/// <summary>An incoming notice beside the stored one that it is, and what that allows.</summary>
internal sealed class NoticeMatch
{
    private readonly Incoming _incoming;
    private readonly HashSet<string> _edited;

    private NoticeMatch(Incoming incoming, NoticeStore.Stored? stored, HashSet<string> edited) => (_incoming, Stored, _edited) = (incoming, stored, edited);

    /// <summary>Null for a notice never seen.</summary>
    public NoticeStore.Stored? Stored { get; }

    /// <summary>Set when the notice belongs to another museum.</summary>
    public WriteResult? Refusal { get; private set; }

    /// <summary>What its museum should check: recognised in an unusual way.</summary>
    public (string Field, string Text, string Remedy)? Note { get; private set; }

    /// <summary>Fields edited by hand that the source would have changed.</summary>
    public List<string> Kept { get; } = [];

    // A museum's row replaces what the demonstration invented, and inherits nothing of it.
    private bool ReplacesDemo => Stored is { IsDemo: true } && !_incoming.IsDemo;

    // As if never seen: the demonstration invented it, or the import that created it was undone.
    private bool StartsAnew => ReplacesDemo || Stored is { IsUndone: true };

    public static NoticeMatch Of(NoticeStore store, Incoming incoming)
    {
        var stored = store.Find(incoming);
        var match = new NoticeMatch(incoming, stored, stored is { IsEdited: true } ? store.Edited(stored.Ref) : []);
        match.CheckSource();
        match.CheckMuseum(store);
        match.CheckIdentity();
        match.CheckState();
        return match;
    }

    /// <summary>POP's rule (joconde.md §2.9): only the columns present change, an empty one empties its field. What identifies a notice is never emptied.</summary>
    public Dictionary<string, string> Merged()
    {
        var fields = Stored is null || StartsAnew ? new Dictionary<string, string>(StringComparer.Ordinal) : FieldsJson.Read(Stored.Fields);
        // A reference that the portal gave comes back from POP: it is no news.
        var isKnown = Stored is { IsRefGiven: true } || (fields.ContainsKey("REF") && Stored?.JocondeRef is not null);
        foreach (var (code, text) in _incoming.Columns)
        {
            if ((code is "REF" or "MUSEO" && text.Length == 0) || (code == "REF" && isKnown))
            {
                continue;
            }

            if (_edited.Contains(code) && !StartsAnew)
            {
                if (text != fields.GetValueOrDefault(code, ""))
                {
                    Kept.Add(code);
                }

                continue;
            }

            if (text.Length == 0)
            {
                fields.Remove(code);
            }
            else
            {
                fields[code] = text;
            }
        }

        if (Stored is not null && Stored.JocondeRef is null && _incoming.Ref is { } reference)
        {
            fields["REF"] = reference;
        }

        return fields;
    }

    /// <summary>A notice that another network publishes follows it: what a file wrote in it would be lost at the next harvest.</summary>
    private void CheckSource()
    {
        if (Stored is { Source: { } source })
        {
            Refusal = new WriteResult(_incoming, Stored.Ref, Written.Rejected, "REF", $"La référence est celle d’une notice moissonnée ({source}).")
            {
                Remedy = "Corriger la notice dans son réseau, qui la publie.",
            };
        }
    }

    /// <summary>A notice does not change museum because a cell says so, unless its museum was a code that no directory knows.</summary>
    private void CheckMuseum(NoticeStore store)
    {
        if (Stored is null || Stored.MuseumId == _incoming.MuseumId || ReplacesDemo || Refusal is not null)
        {
            return;
        }

        var keeper = store.Museum(Stored.MuseumId);
        var isOdd = keeper is not { IsToComplete: false } &&
            (!MuseumRegister.IsMuseofileCode(Stored.MuseumId) || store.Museum(_incoming.MuseumId) is { IsToComplete: false });
        if (isOdd)
        {
            Note = ("MUSEO", $"La notice passe du musée {Stored.MuseumId}, resté à compléter, au musée {_incoming.MuseumId}.", "Vérifier le code du musée.");
            return;
        }

        Refusal = new WriteResult(
            _incoming, Stored.Ref, Written.Rejected, "MUSEO", $"La référence appartient déjà au musée {Stored.MuseumId}{(keeper is null ? "" : $" ({keeper.Name})")}.")
        {
            Remedy = "Vérifier la référence et le code du musée : une notice ne change pas de musée par un import.",
        };
    }

    /// <summary>Who withdrew a notice decides when it comes back: an import does not.</summary>
    private void CheckState()
    {
        if (Stored is { State: "withdrawn", IsUndone: false } && Refusal is null)
        {
            Note ??= ("REF", "La notice est retirée du portail : elle est mise à jour, et reste retirée.", "La republier depuis la gestion des notices, s’il y a lieu.");
        }
    }

    private void CheckIdentity()
    {
        if (Stored is null or { IsUndone: true } || Refusal is not null || Stored.IsRefGiven || (_incoming.Ref is null) == (Stored.JocondeRef is null) || _incoming.Ref == Stored.Ref)
        {
            return;
        }

        Note ??= ("INV", _incoming.Ref is null
            ? $"La notice, sans référence, est reconnue par son numéro d’inventaire : c’est {Stored.JocondeRef}."
            : $"La notice, entrée sans référence, est reconnue par son numéro d’inventaire : elle garde son adresse ({Stored.Ref}) et reçoit la référence {_incoming.Ref}.",
            "Vérifier qu’il s’agit du même objet.");
    }
}
