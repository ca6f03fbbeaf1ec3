namespace Musenor.Web;

/// <summary>One entry of the main menu, registered by the room that answers it: the menu never points to a room that is not there.</summary>
/// <param name="Room">Whose resource file holds the label.</param>
/// <param name="Key">The label's key there.</param>
/// <param name="Order">Left to right.</param>
public sealed record MenuEntry(string Room, string Key, string Address, int Order)
{
    public string Label => Texts.Of(Room)[Key];

    /// <summary>True on the entry's page and on those below it.</summary>
    public bool Holds(PathString path) => path.StartsWithSegments(Address, StringComparison.OrdinalIgnoreCase);
}

public static class Menu
{
    public static void AddMenuEntry(this IServiceCollection services, string room, string key, string address, int order) =>
        services.AddSingleton(new MenuEntry(room, key, address, order));
}
