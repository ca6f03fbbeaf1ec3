using System.Text;

namespace Heritage.Standards.Joconde;

/// <summary>The notice being read from an « ajout piloté » file.</summary>
internal sealed class PilotBuilder(int maximumValue)
{
    private Dictionary<string, string> _fields = new(StringComparer.Ordinal);
    private List<string> _remarks = [];
    private readonly StringBuilder _value = new();
    private string? _code;
    private bool _empty = true;
    private bool _wrapped;
    private long _start;
    private string? _problem;

    /// <summary>A second REF without a separator before it begins another notice.</summary>
    public bool StartsAgain(string line) =>
        PilotLine.Code(line) == "REF" && _fields.Count > 0 && !(_empty && _code is not null) && (_fields.ContainsKey("REF") || _code == "REF");

    public void Add(string line, string? next, long number, bool cut)
    {
        var text = PilotLine.Bare(line);
        if (IsCode(line, next))
        {
            CloseField();
            _start = _start == 0 ? number : _start;
            _code = PilotLine.Code(line);
            return;
        }

        if (_code is null)
        {
            if (text.Trim().Length > 0)
            {
                _start = _start == 0 ? number : _start;
                _problem ??= $"la ligne {number} n’appartient à aucun champ : « {Short(text)} »";
            }

            return;
        }

        AddText(text, number, cut);
    }

    /// <summary>The notice read so far, or null when there is none; starts the next one.</summary>
    public PilotNotice? Take()
    {
        CloseField();
        var read = _start == 0 ? null : new PilotNotice(_start, _fields, _problem) { Remarks = _remarks };
        (_fields, _remarks, _start, _problem) = (new(StringComparer.Ordinal), [], 0, null);
        return read;
    }

    private bool IsCode(string line, string? next)
    {
        if (PilotLine.Code(line) is null)
        {
            return false;
        }

        if (_code is null || !_empty)
        {
            return true;
        }

        // Right after a code a value is due. A code there is that value when another field, or the end, follows it.
        var valueThere = next is null || PilotLine.IsSeparator(next) || PilotLine.IsExactCode(next);
        return !valueThere && PilotLine.IsExactCode(line);
    }

    private void AddText(string text, long number, bool cut)
    {
        var tidy = text.Trim();
        if (_empty)
        {
            _value.Append(tidy);
            _empty = false;
        }
        else if (tidy.Length > 0 && _code is "REF" or "MUSEO")
        {
            _remarks.Add($"ligne {number} ignorée après {_code} : « {Short(tidy)} »");
            return;
        }
        else if (tidy.Length > 0)
        {
            if (_wrapped)
            {
                _value.Length--;
            }

            _value.Append(!_wrapped && _value.Length > 0 ? "\n" : "").Append(_wrapped ? text.TrimEnd() : tidy);
        }

        _wrapped = _value.Length > 0 && _value[^1] == '-';
        if (cut || _value.Length > maximumValue)
        {
            _problem ??= $"la valeur de {_code} dépasse {maximumValue} caractères";
            _value.Length = Math.Min(_value.Length, 1000);
        }
    }

    private void CloseField()
    {
        if (_code is not null)
        {
            if (!_fields.TryAdd(_code, _value.ToString()))
            {
                _remarks.Add($"le champ {_code} est donné deux fois : la dernière valeur est gardée");
                _fields[_code] = _value.ToString();
            }
        }

        _code = null;
        _empty = true;
        _wrapped = false;
        _value.Clear();
    }

    private static string Short(string text) => text.Length > 60 ? text[..60] + "…" : text;
}
