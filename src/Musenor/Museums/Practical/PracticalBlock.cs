using Heritage.Standards.Opening;

namespace Musenor.Museums.Practical;

/// <summary>One part of the practical page, saved on its own.</summary>
public abstract record PracticalBlock
{
    private PracticalBlock() { }

    /// <summary>As forms and the journal call it.</summary>
    public string Name => GetType().Name.ToLowerInvariant();

    /// <summary>Saving the hours confirms them.</summary>
    public sealed record Hours(EnteredHours Entered) : PracticalBlock
    {
        /// <summary>Stored parts that the form does not show and that the person took out; see <see cref="Editing.UnshownHours"/>.</summary>
        public IReadOnlyCollection<string> Removed { get; init; } = [];
    }

    public sealed record Prices(string Text, string FreeDays) : PracticalBlock;

    public sealed record Access(string Train, string Bus, string Bike, string Car) : PracticalBlock;

    public sealed record Accessibility(Family Motor, Family Visual, Family Hearing, Family Mental) : PracticalBlock;

    public sealed record Contact(string Phone, string Mail, string Groups, string Schools, string Services) : PracticalBlock;

    /// <param name="File">Identifier of a received file; null takes the photograph off.</param>
    public sealed record Picture(string? File, int Width, int Height, string Alt, string Credit) : PracticalBlock;

    /// <param name="Level">yes, partial, no or unknown.</param>
    public sealed record Family(string Level, string Text);
}
