using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Musenor.Web;

/// <summary>Base of every page: gives it the words of its room as <c>T</c>.</summary>
public abstract class HousePage : Page
{
    protected Texts T => Texts.Of(Room.Of(Path));
}

/// <summary>Base of every partial view and layout.</summary>
public abstract class HouseView<TModel> : RazorPage<TModel>
{
    protected Texts T => Texts.Of(Room.Of(Path));
}

internal static class Room
{
    /// <summary>« /Museums/ListMuseums.cshtml » belongs to Museums.</summary>
    public static string Of(string path) => path.TrimStart('/').Split('/')[0];
}
