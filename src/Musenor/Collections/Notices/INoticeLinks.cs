namespace Musenor.Collections.Notices;

/// <summary>A higher room has something to lead to from the public page of a notice: another form of it, the same notice elsewhere.</summary>
public interface INoticeLinks
{
    Task<IReadOnlyList<NoticeLink>> Of(NoticeView view, CancellationToken stop);
}

/// <param name="Label">Whole words: « Cette notice en LIDO ».</param>
/// <param name="IsElsewhere">On another site.</param>
public sealed record NoticeLink(string Label, string Address, bool IsElsewhere = false);
