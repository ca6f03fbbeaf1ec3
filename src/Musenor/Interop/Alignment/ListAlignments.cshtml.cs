using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Musenor.Accounts.Access;
using Musenor.Web;
using Musenor.Web.Components;
using Musenor.Web.Forms;

namespace Musenor.Interop.Alignment;

/// <summary>/gestion/alignements: terms of the sources beside those of the vocabulary, the most frequent first.</summary>
[Needs(nameof(Rights.AlignTerms))]
internal sealed class ListAlignmentsPage(ListAlignments list, DecideAlignment decide) : FormPage
{
    public const string Path = "/gestion/alignements";

    public static readonly IReadOnlyList<string> States = ["", AlignmentStatus.Proposed, AlignmentStatus.Accepted, AlignmentStatus.Refused, "tous"];

    public AlignmentQuery Query { get; private set; } = null!;

    public ListAlignments.Result Found { get; private set; } = null!;

    /// <summary>What was typed on the line that was refused.</summary>
    public DecideAlignment.Form? Tried { get; private set; }

    public async Task OnGet(CancellationToken stop = default) => await Load(stop);

    public async Task<IActionResult> OnPost(string? source, string? champ, string? terme, string? concept, string? lien, string? decision, CancellationToken stop = default)
    {
        Tried = new DecideAlignment.Form(source ?? "", champ ?? "", terme ?? "", concept ?? "", lien ?? "", decision != "refuser", Sending);
        var outcome = await decide.Run(HttpContext.Known(), Tried, stop);
        await Load(stop);
        return Turn(outcome, _ =>
        {
            Say(Texts.Of("Interop")[Tried.Accepts ? "Alignment.Accepted" : "Alignment.Put"]);
            return LocalRedirect(Address(Query));
        });
    }

    public static string Address(AlignmentQuery query)
    {
        var address = new QueryBuilder();
        foreach (var (key, value) in new[] { ("source", query.Source), ("champ", query.Field), ("etat", query.State), ("page", query.Page > 1 ? query.Page.ToString(System.Globalization.CultureInfo.InvariantCulture) : "") })
        {
            if (value.Length > 0)
            {
                address.Add(key, value);
            }
        }

        return Path + address.ToQueryString();
    }

    public static string Field(string code) => Texts.Of("Interop")[$"Alignment.Field.{code}"];

    private async Task Load(CancellationToken stop)
    {
        string One(string key) => Request.Query[key].ToString() is { Length: <= 64 } value ? value : "";
        Query = new AlignmentQuery(One("source"), AlignedFields.Codes.Contains(One("champ")) ? One("champ") : "", States.Contains(One("etat")) ? One("etat") : "", Paging.Asked(Request));
        Found = await list.Run(Query, stop);
    }
}
