namespace Musenor.Interop.JocondeExport;

/// <summary>Where a notice stands with POP, by its key in addresses.</summary>
public static class SendingState
{
    public const string ToSend = "a-envoyer";
    public const string Sent = "envoye";
    public const string Changed = "modifie";
    public const string Online = "en-ligne";
    public const string Refused = "refuse";

    public static readonly IReadOnlyList<string> All = [ToSend, Changed, Refused, Sent, Online];

    public static string Of(SentNotice? sent) =>
        sent is null ? ToSend
        : sent.RefusedAt is not null ? Refused
        : sent.IsChanged ? Changed
        : sent.OnlineAt is { } online && online >= sent.SentAt ? Online
        : Sent;

    /// <summary>Where POP shows a notice.</summary>
    public static string PopAddress(string reference) => $"https://www.pop.culture.gouv.fr/notice/joconde/{Uri.EscapeDataString(reference)}";
}

/// <summary>How many notices of a museum stand where.</summary>
public sealed record MuseumSendings
{
    public string MuseumId { get; init; } = "";
    public string Name { get; init; } = "";
    public string City { get; init; } = "";

    /// <summary>Null when it may send; else why not.</summary>
    public string? Obstacle { get; init; }

    public IReadOnlyDictionary<string, int> Counts { get; init; } = new Dictionary<string, int>();
}

/// <summary>A notice in the list of one state.</summary>
public sealed record SendingLine(string Ref, string MuseumId, string Title, string InventoryNumber, string State, SentNotice? Sent);
