namespace Musenor.Web;

/// <summary>
/// A room whose data shows on public pages tells, cheaply, in what state they are: a revision, a counter, the last change.
/// When no stamp moved since the visitor's last look, public pages answer 304 without running.
/// </summary>
public interface IFreshness
{
    ValueTask<string> Stamp(CancellationToken stop);
}

/// <summary>What a page shows beyond the stamps of the rooms: the hour, for a museum that opens and closes.</summary>
public interface IPageFreshness
{
    /// <summary>Changes exactly when the page of this address changes though no data did.</summary>
    ValueTask<string> Stamp(HttpContext context, CancellationToken stop);
}

/// <summary>
/// This page is the same for everyone and depends only on its address, the build and the stamps of <see cref="IFreshness"/>.
/// On a page class, or <c>.WithMetadata(new PublicPageAttribute())</c> on a route.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class PublicPageAttribute : Attribute
{
    /// <summary>False for pages that show nothing of the database: they stay fresh from one import to the next, and without it.</summary>
    public bool ShowsData { get; init; } = true;

    /// <summary>A registered <see cref="IPageFreshness"/>, for pages that change with time.</summary>
    public Type? Also { get; init; }
}
