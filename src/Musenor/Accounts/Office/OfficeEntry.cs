using Musenor.Accounts.Access;
using Musenor.Web;

namespace Musenor.Accounts.Office;

/// <summary>An entry of the menu of a signed-in space, registered by the room that answers it and shown to those who may open it.</summary>
/// <param name="Space">First part of the address: « gestion », « pro » or « compte ».</param>
/// <param name="Room">Whose resource file holds the label.</param>
/// <param name="Under">Address of the entry that this one belongs to; it is shown only while a person is in that part of the space. Empty at the first level.</param>
public sealed record OfficeEntry(string Space, string Room, string Key, string Address, int Order, Right Right, string Under = "")
{
    public string Label => Texts.Of(Room)[Key];

    /// <summary>Head of the part that this entry is of.</summary>
    public string Part => Under.Length > 0 ? Under : Address;

    /// <summary>What the menu shows at a path: the first level, and the entries of the part where the person is.</summary>
    public static IReadOnlyList<OfficeEntry> Shown(IReadOnlyList<OfficeEntry> entries, PathString path)
    {
        var part = entries.Where(e => path.StartsWithSegments(e.Address)).MaxBy(e => e.Address.Length)?.Part;
        return [.. entries.Where(e => e.Under.Length == 0 || e.Under == part).OrderBy(e => e.Order)];
    }
}

/// <summary>Work that waits for somebody: a counter that leads to the list behind it.</summary>
public interface IWaiting
{
    /// <summary>« gestion » or « pro ».</summary>
    string Space => "gestion";

    Right Right { get; }

    /// <summary>What waits for this person, within what they may see; empty when nothing does.</summary>
    Task<IReadOnlyList<Waiting>> For(Person who, CancellationToken stop);
}

/// <param name="Label">A whole phrase with its count: « 12 contributions à traiter ».</param>
/// <param name="Address">The list that shows just these.</param>
public sealed record Waiting(string Label, int Count, string Address);

/// <summary>How a line of the journal is said on the page of the day, registered by the room that writes it; lines without words are not shown there.</summary>
/// <param name="Key">Text with one place, for the object.</param>
/// <param name="Address">Page of the object, from its identifier.</param>
public sealed record ActivityWords(string Action, string Room, string Key, Func<string, string> Address)
{
    public string Say(string id) => Texts.Of(Room)[Key, id];
}

public static class OfficeSetup
{
    public static void AddActivityWords(this IServiceCollection services, string action, string room, string key, Func<string, string> address) =>
        services.AddSingleton(new ActivityWords(action, room, key, address));

    public static void AddOfficeEntry(this IServiceCollection services, string space, string room, string key, string address, int order, Right right, string under = "") =>
        services.AddSingleton(new OfficeEntry(space, room, key, address, order, right, under));
}
