using Musenor.Interop.Harvest.Sources;
using Musenor.Web;

namespace Musenor.Interop.Harvest.Board;

/// <summary>Which page of which source.</summary>
/// <param name="Page">End of its address: empty for the source itself.</param>
internal sealed record SourceHead(HarvestSource Source, string Page, string Title)
{
    public static readonly IReadOnlyList<string> Pages = ["", "/moissons", "/quarantaine", "/essai", "/reglages"];

    public static SourceHead Of(HarvestSource source, string page) => new(source, page, Texts.Of("Interop")[$"Harvest.Page{page.Replace('/', '.')}"]);
}
