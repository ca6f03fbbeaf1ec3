namespace Musenor.Collections.Notices;

/// <summary>Why a notice changes, as its history keeps it.</summary>
/// <param name="Action">One of the constants.</param>
internal sealed record Deed(string Action)
{
    public const string Import = "import";
    public const string Edit = "edit";
    public const string Restore = "restore";
    public const string Withdraw = "withdraw";
    public const string Publish = "publish";

    /// <summary>A source brought it, changed it or took it away.</summary>
    public const string Harvest = "harvest";

    /// <summary>An import put back.</summary>
    public const string Undo = "undo";

    public string? ImportId { get; init; }

    /// <summary>Null for an import, or an operator.</summary>
    public string? AccountId { get; init; }

    public string Reason { get; init; } = "";

    public static Deed Of(string? importId) => new(Import) { ImportId = importId };

    /// <summary>True where a person decided of each field.</summary>
    public static bool IsByHand(string action) => action is Edit or Restore;
}
