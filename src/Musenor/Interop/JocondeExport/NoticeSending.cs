using Musenor.Collections.Editing;
using Musenor.Collections.Notices;
using Musenor.Web;

namespace Musenor.Interop.JocondeExport;

/// <summary>Where notices stand with POP, for the list and the editor; and a list, sent.</summary>
internal sealed class NoticeSending(ReadSources sources) : INoticeStanding, INoticeListLinks
{
    private static readonly Texts Words = Texts.Of("Interop");

    public async Task<IReadOnlyDictionary<string, string>> Of(IReadOnlyList<string> refs, CancellationToken stop) =>
        // Invented and withdrawn notices do not leave: nothing is said of them.
        (await sources.Some([.. refs], stop)).Where(s => !s.IsDemo && s.State == "published")
            .ToDictionary(s => s.Ref, s => Words[$"Standing.{SendingState.Of(s.Sent)}"], StringComparer.Ordinal);

    public IEnumerable<NoticeLink> Of(NoticeFilter filter) => [new(Words["Prepare.Title"], PreparePage.Address(new Selection(filter.Museum, filter)))];
}
