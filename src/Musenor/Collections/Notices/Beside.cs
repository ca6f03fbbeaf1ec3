namespace Musenor.Collections.Notices;

/// <summary>What a picture of a notice says of itself.</summary>
internal sealed record PictureState
{
    public string Licence { get; init; } = "";

    public string Alt { get; init; } = "";

    public string Credit { get; init; } = "";

    public string Photographer { get; init; } = "";
}

/// <summary>What the columns of a notice tell beside its words.</summary>
/// <param name="Year">The present one: a date after it has not come.</param>
internal sealed record Beside(IReadOnlyList<PictureState> Pictures, int Year)
{
    public bool HasPicture => Pictures.Count > 0;
}
