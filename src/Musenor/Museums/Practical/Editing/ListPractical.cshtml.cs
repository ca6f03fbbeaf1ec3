using System.Net;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Musenor.Accounts.Access;
using Musenor.Web.Components;

namespace Musenor.Museums.Practical.Editing;

/// <summary>/gestion/musees: the museums whose practical page a person may edit.</summary>
[Needs(nameof(Rights.EditMuseum))]
internal sealed class ListPracticalPage(ListPractical list) : PageModel
{
    public const string Path = "/gestion/musees";
    private const int PageSize = 100;
    private const string ToBeConfirmed = "a-confirmer";

    public string Q { get; private set; } = "";

    public bool ToConfirm { get; private set; }

    public IReadOnlyList<PracticalLine> Found { get; private set; } = [];

    public int Number { get; private set; }

    public IEnumerable<PracticalLine> Lines => Found.Skip((Number - 1) * PageSize).Take(PageSize);

    public Paging Paging => new(Number, Pages, page => Address(Q, ToConfirm, page));

    private int Pages => Math.Max(1, (Found.Count + PageSize - 1) / PageSize);

    public async Task OnGet(string q = "", string etat = "", int page = 1, CancellationToken stop = default)
    {
        (Q, ToConfirm) = (q.Length > 200 ? q[..200] : q, etat == ToBeConfirmed);
        Found = await list.Run(HttpContext.Known(), Q, ToConfirm, stop);
        Number = Math.Clamp(page, 1, Pages);
    }

    public static string Address(string q, bool toConfirm, int page = 1)
    {
        var query = string.Join('&', new[] { q.Length > 0 ? $"q={WebUtility.UrlEncode(q)}" : "", toConfirm ? $"etat={ToBeConfirmed}" : "", page > 1 ? $"page={page}" : "" }.Where(p => p.Length > 0));
        return query.Length == 0 ? Path : $"{Path}?{query}";
    }
}
