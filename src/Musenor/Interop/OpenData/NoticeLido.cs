using Heritage.Standards.Joconde;
using Heritage.Standards.Publication;
using Musenor.Collections.Harvested;
using Musenor.Collections.Notices;
using Musenor.Collections.Vocabularies;
using Musenor.Interop.OaiPmh;
using Musenor.Web;

namespace Musenor.Interop.OpenData;

/// <summary>Notices of the portal for LIDO, as the repository tells them.</summary>
public sealed class NoticeLido(SiteSettings site, LoadedVocabularies vocabularies, NoticeSources sources)
{
    public async Task<PublishedWork> Of(NoticeView view, CancellationToken stop) => Of(view, (await vocabularies.Current(stop)).Control, await sources.Read(stop));

    /// <summary>As they come; the vocabularies and the names of sources are those of the beginning.</summary>
    public async IAsyncEnumerable<PublishedWork> All(IAsyncEnumerable<NoticeView> views, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        var terms = (await vocabularies.Current(stop)).Control;
        var names = await sources.Read(stop);
        await foreach (var view in views.WithCancellation(stop))
        {
            yield return Of(view, terms, names);
        }
    }

    private PublishedWork Of(NoticeView view, TermControl terms, NoticeSources.Snapshot names) => new PublishWork(view.Ref, view.Notice, view.Museum, [.. view.Images.Where(i => i.Kind == "photograph")], view.UpdatedAt)
    {
        IsDemo = view.IsDemo,
        Elsewhere = view.Elsewhere,
        IsHarvested = view.Source is not null,
        SourceName = view.Source is { } source ? names.Name(source) : null,
    }.Of(site, terms);
}
