using System.Text;

namespace Heritage.Standards.Tests.Joconde.Pop;

/// <summary>CSV as POP reads it, strict: a quote inside a bare cell, or anything after a quoted one, refuses the file.</summary>
internal sealed class PopCsvRows(string text)
{
    private readonly List<List<string>> _rows = [];
    private readonly StringBuilder _cell = new();
    private List<string> _row = [];
    private bool _quoted;
    private bool _ended;

    public List<List<string>> Read()
    {
        for (var i = 0; i < text.Length; i++)
        {
            i += _quoted ? Quoted(i) : Bare(i);
        }

        if (_cell.Length > 0 || _row.Count > 0 || _ended)
        {
            EndRow();
        }

        return _rows;
    }

    /// <summary>Answers how many characters more were read.</summary>
    private int Quoted(int at)
    {
        var isQuote = text[at] == '"';
        if (isQuote && !(at + 1 < text.Length && text[at + 1] == '"'))
        {
            (_quoted, _ended) = (false, true);
            return 0;
        }

        _cell.Append(text[at]);
        return isQuote ? 1 : 0;
    }

    private int Bare(int at)
    {
        switch (text[at])
        {
            case ';':
                EndCell();
                return 0;
            case '\n':
                EndRow();
                return 0;
            case '\r':
                EndRow();
                return at + 1 < text.Length && text[at + 1] == '\n' ? 1 : 0;
            case '"' when _cell.Length == 0 && !_ended:
                _quoted = true;
                return 0;
            default:
                _cell.Append(text[at] == '"' || _ended ? throw new PopRefusal("Fichier .csv mal formaté ( vérifiez que le séparateur est ';' )") : text[at]);
                return 0;
        }
    }

    private void EndCell()
    {
        _row.Add(_cell.ToString());
        _cell.Clear();
        _ended = false;
    }

    private void EndRow()
    {
        EndCell();
        _rows.Add(_row);
        _row = [];
    }
}
