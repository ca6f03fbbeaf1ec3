using Heritage.Standards.Joconde;
using Heritage.Standards.Publication;
using Musenor.Collections.Notices;
using Musenor.Collections.Vocabularies;
using Musenor.Interop.OaiPmh;
using Musenor.Web;

namespace Musenor.Interop.OpenData;

/// <summary>Notices of the portal for LIDO, as the repository tells them.</summary>
public sealed class NoticeLido(SiteSettings site, LoadedVocabularies vocabularies)
{
    public async Task<PublishedWork> Of(NoticeView view, CancellationToken stop) => Of(view, (await vocabularies.Current(stop)).Control);

    /// <summary>As they come; the vocabularies are those of the beginning.</summary>
    public async IAsyncEnumerable<PublishedWork> All(IAsyncEnumerable<NoticeView> views, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        var terms = (await vocabularies.Current(stop)).Control;
        await foreach (var view in views.WithCancellation(stop))
        {
            yield return Of(view, terms);
        }
    }

    private PublishedWork Of(NoticeView view, TermControl terms) => new PublishWork(view.Ref, view.Notice, view.Museum, [.. view.Images.Where(i => i.Kind == "photograph")], view.UpdatedAt)
    {
        IsDemo = view.IsDemo,
        Elsewhere = view.Elsewhere,
        IsHarvested = view.Source is not null,
        SourceName = view.Source is { } source ? view.SourceName ?? source : null,
    }.Of(site, terms);
}
