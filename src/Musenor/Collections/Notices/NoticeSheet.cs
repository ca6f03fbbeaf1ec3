namespace Musenor.Collections.Notices;

/// <summary>A notice as its page shows it, under the address that never changes.</summary>
public sealed record NoticeSheet(NoticeView View, Uri Permalink)
{
    public NoticeCitation Citation => new(View, Permalink);

    public string Title => View.Notice.Title.Length > 0 ? View.Notice.Title : View.Ref;
}
