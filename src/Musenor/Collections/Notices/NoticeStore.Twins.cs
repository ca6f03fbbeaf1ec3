using Dapper;
using Heritage.Standards.Joconde;
using Musenor.Collections.Search.Analysis;
using Musenor.Collections.Search.Columns;

namespace Musenor.Collections.Notices;

/// <summary>Notices of one object: lists show the one that leads, which is found by what all of them say.</summary>
internal sealed partial class NoticeStore
{
    private readonly HashSet<string> _leads = new(StringComparer.Ordinal);

    /// <summary>The notice that leads this one is to be found by other words than before.</summary>
    public void Note(string? lead)
    {
        if (lead is not null)
        {
            _leads.Add(lead);
        }
    }

    /// <summary>Once all of a batch is written: those that lead one of it follow. They are themselves as old as they were.</summary>
    public void FollowTwins()
    {
        foreach (var lead in _leads.ToArray())
        {
            var notice = FindExactly(lead);
            var words = new JocondeNotice(FieldsJson.Read(notice.Fields));
            var beside = Beside(notice);
            Derive(notice, NoticeText.Of(words, beside), NoticeColumns.Of(words, notice.MuseumId, beside));
        }

        _leads.Clear();
    }

    // Nothing is asked for a notice that leads none: nearly all of them.
    private IReadOnlyList<Twin> Twins(Stored notice) => notice.Also.Length == 0 ? [] :
    [
        .. _connection.Query<Stored>($"select {Columns} from notice where lead = @Ref and state = 'published' order by number", new { notice.Ref }, _transaction)
            .Select(t => new Twin(new JocondeNotice(FieldsJson.Read(t.Fields)), t.MuseumId, Notices.Beside.Of(t, Pictures(t.Ref), _year))),
    ];

    private List<PictureState> Pictures(string reference) =>
        _connection.Query<PictureState>("select licence, alt, credit, photographer from notice_image where ref = @reference", new { reference }, _transaction).AsList();
}
