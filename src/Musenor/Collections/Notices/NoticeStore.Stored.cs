namespace Musenor.Collections.Notices;

/// <summary>What the store reads of a notice and of its museum.</summary>
internal sealed partial class NoticeStore
{
    /// <summary>What <see cref="Stored"/> is read from.</summary>
    public const string Columns = "ref, number, museum_id, inventory_key, fields, is_demo, state, joconde_ref, is_edited, revision, withdrawn_reason, is_ref_given, source, origin, harmonised, number_key, ref_key, lead, also";

    /// <summary>Why a notice is withdrawn whose import was undone: no person decided it, so that an import may bring it back.</summary>
    public const string Undone = "annulation";

    /// <summary>Why a notice is withdrawn that its source does not have any more: it comes back with its source.</summary>
    public const string Gone = "source";

    public sealed record Stored
    {
        public required string Ref { get; init; }
        public required int Number { get; init; }
        public required string MuseumId { get; init; }
        public required string InventoryKey { get; init; }
        public required string Fields { get; init; }
        public bool IsDemo { get; init; }
        public string State { get; init; } = "published";

        /// <summary>What the museum's software calls it; null while the notice is known by its inventory number alone.</summary>
        public string? JocondeRef { get; init; }

        /// <summary>Some of its fields were edited by hand: see <see cref="Edited"/>.</summary>
        public bool IsEdited { get; init; }

        public long Revision { get; init; }

        public string WithdrawnReason { get; init; } = "";

        /// <summary>Entered by an import that was undone, and nobody took it up since: nothing of it counts but its address and its history.</summary>
        public bool IsUndone => State == "withdrawn" && WithdrawnReason == Undone && !IsEdited;

        /// <summary>The portal gave its reference (<see cref="GiveReferences"/>): its source still knows it by its inventory number.</summary>
        public bool IsRefGiven { get; init; }

        /// <summary>Code of the network that it was harvested from; null for a notice of this portal.</summary>
        public string? Source { get; init; }

        /// <summary>See Sql/0120_notice_source.sql, as the five after it.</summary>
        public string Origin { get; init; } = "";

        public string Harmonised { get; init; } = "";
        public string NumberKey { get; init; } = "";
        public string RefKey { get; init; } = "";
        public string? Lead { get; init; }
        public string Also { get; init; } = "";

        public bool IsGone => State == "withdrawn" && WithdrawnReason == Gone;

        /// <summary>Lists show it: published, and not the same object as one that they show already.</summary>
        public bool IsListed => State == "published" && Lead is null;
    }

    /// <summary>What the directory says of a museum, for a notice that would change museums.</summary>
    public sealed record Keeper(string Name, bool IsToComplete);
}
