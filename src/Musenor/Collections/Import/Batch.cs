using Musenor.Collections.Notices;

namespace Musenor.Collections.Import;

/// <summary>The rows settled together, and the counts of the import after them.</summary>
internal sealed class Batch(ImportRecord before, CheckedRow[] rows)
{
    private readonly Dictionary<string, string> _remedies = new()
    {
        ["INV"] = "Donner le numéro d’inventaire.",
        ["DOMN"] = "Donner au moins un domaine, comme « peinture ».",
        ["STAT"] = "Donner le statut juridique : type de propriété ; mode d’acquisition ; propriétaire ; établissement.",
        ["MUSEO"] = "Donner le code Muséofile, comme M0638.",
    };

    private long _created;
    private long _changed;
    private long _unchanged;

    public CheckedRow[] Rows => rows;

    public void Count(CheckedRow row, WriteResult result)
    {
        if (result.Note is { } note)
        {
            CheckRow.Warn(row.Remarks, row.Row, note.Field, row.Row.Fields.GetValueOrDefault(note.Field, ""), note.Text, note.Remedy);
        }

        foreach (var code in result.Kept)
        {
            CheckRow.Warn(row.Remarks, row.Row, code, row.Row.Fields.GetValueOrDefault(code, ""), "Ce champ a été corrigé à la main dans le portail : la correction est gardée.",
                "Reporter la correction dans le logiciel d’inventaire, ou la défaire dans l’historique de la notice.");
        }

        switch (result.Result)
        {
            case Written.Created:
                _created++;
                break;
            case Written.Changed:
                _changed++;
                break;
            case Written.Unchanged:
                _unchanged++;
                break;
            default:
                var field = result.Field ?? Remark.WholeRow;
                row.Remarks.Add(CheckRow.Refuse(row.Row, field, row.Row.Fields.GetValueOrDefault(field, ""), result.Problem ?? "", result.Remedy ?? _remedies.GetValueOrDefault(field, "Corriger la ligne."))
                    with
                { Position = row.Remarks.Count });
                break;
        }
    }

    public IReadOnlyList<Remark> Remarks() => [.. rows.SelectMany(r => r.Remarks)];

    public ImportRecord Total() => before with
    {
        RowsDone = before.RowsDone + rows.Length,
        Created = before.Created + _created,
        Changed = before.Changed + _changed,
        Unchanged = before.Unchanged + _unchanged,
        Rejected = before.Rejected + rows.Count(r => r.Remarks.Exists(m => m.IsReject)),
        Warnings = before.Warnings + rows.Sum(r => r.Remarks.Count(m => !m.IsReject)),
    };
}
