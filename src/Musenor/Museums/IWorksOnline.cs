namespace Musenor.Museums;

/// <summary>How many works each museum shows online. The catalogue, a higher room, answers.</summary>
public interface IWorksOnline
{
    /// <summary>Museum id → number of published notices; museums without any are absent.</summary>
    Task<IReadOnlyDictionary<string, int>> CountByMuseum(CancellationToken stop = default);

    /// <summary>True when one of them has a picture.</summary>
    Task<bool> HasPictures(string museumId, CancellationToken stop = default);
}
