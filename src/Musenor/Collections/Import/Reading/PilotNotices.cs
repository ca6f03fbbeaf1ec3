using Heritage.Standards.Joconde;

namespace Musenor.Collections.Import.Reading;

/// <summary>POP's « ajout piloté »: each value under its code.</summary>
internal sealed class PilotNotices(Func<TextReader> open) : SourceReading
{
    public override string Name => "POP, ajout piloté";

    public override bool IsPilot => true;

    public override IEnumerable<RawRow> Rows()
    {
        using var text = open();
        foreach (var notice in AjoutPilote.Read(text, LongestCell))
        {
            foreach (var code in notice.Fields.Keys.Where(c => JocondeFields.Find(c)!.Level == FieldLevel.Generated).ToArray())
            {
                notice.Fields.Remove(code);
            }

            yield return new RawRow(notice.Line, null, notice.Fields, notice.Problem) { Repairs = notice.Remarks };
        }
    }
}
