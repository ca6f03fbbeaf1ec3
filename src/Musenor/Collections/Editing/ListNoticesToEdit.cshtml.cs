using Microsoft.AspNetCore.Mvc.RazorPages;
using Musenor.Accounts.Access;
using Musenor.Collections.Notices;
using Musenor.Web;
using Musenor.Web.Components;
using Musenor.Web.Forms;

namespace Musenor.Collections.Editing;

/// <summary>/gestion/notices: the notices that a person may edit.</summary>
[Needs(nameof(Rights.EditNotices))]
public sealed class ListNoticesToEditPage(ListNoticesToEdit list, IEnumerable<INoticeStanding> standings, IEnumerable<INoticeListLinks> links) : PageModel
{
    private static readonly Texts Words = Texts.Of("Collections");

    public NoticesToEdit Found { get; private set; } = null!;

    public NoticeFilter Filter => Found.Filter;

    /// <summary>Where the notices shown stand elsewhere.</summary>
    public ILookup<string, string> Standing { get; private set; } = null!;

    /// <summary>What other rooms do with the whole list.</summary>
    public IEnumerable<NoticeLink> Links => links.SelectMany(l => l.Of(Filter));

    public async Task OnGet(CancellationToken stop = default)
    {
        Found = await list.Run(HttpContext.Known(), NoticeFilter.Read(Request.Query), stop);
        Standing = await standings.Of([.. Found.Lines.Select(l => l.Ref)], stop);
    }

    public Field Select(string name, string label, string value, IEnumerable<(string Value, string Label)> choices) =>
        new(name, Words[label]) { Type = "select", Value = value, Choices = [new("", Words["List.Any"]), .. choices.Select(c => new Choice(c.Value, c.Label))] };

    public string? Sorted(string key) => Filter.Sort == key ? "ascending" : Filter.Sort == "-" + key ? "descending" : null;

    public IEnumerable<Chip> Chips()
    {
        var filter = Filter with { Page = 1 };
        if (filter.Q.Length > 0)
        {
            yield return new Chip(Words["List.Query"], filter.Q, (filter with { Q = "" }).Address());
        }

        if (filter.Museum.Length > 0)
        {
            yield return new Chip(Words["Table.Museum"], Found.Museums.FirstOrDefault(m => m.Id == filter.Museum)?.Name ?? filter.Museum, (filter with { Museum = "" }).Address());
        }

        if (filter.State.Length > 0)
        {
            yield return new Chip(Words["List.State"], Words[$"List.{filter.State}"], (filter with { State = "" }).Address());
        }

        if (filter.Todo.Length > 0)
        {
            yield return new Chip(Words["List.Todo"], Words[$"Quality.{filter.Todo}"], (filter with { Todo = "" }).Address());
        }

        if (filter.Term.Length > 0)
        {
            yield return new Chip(Words["Quality.Term"], filter.Term, (filter with { Term = "" }).Address());
        }

        if (filter.Import.Length > 0)
        {
            yield return new Chip(Words["Imports.Chip"], Words["Imports.ChipValue"], (filter with { Import = "" }).Address());
        }

        if (filter.Since is { } day)
        {
            yield return new Chip(Words["List.Since"], day.ToString("d MMMM yyyy", System.Globalization.CultureInfo.CurrentCulture), (filter with { Since = null }).Address());
        }
    }
}
