using System.Text;
using Heritage.Standards.Joconde;
using Heritage.Standards.Text;
using Musenor.Collections.Notices;
using Musenor.Collections.Vocabularies;

namespace Musenor.Collections.Import;

/// <summary>What a row becomes: a notice on its way in, or a refusal; and what there is to say of it.</summary>
internal sealed record CheckedRow(SourceRow Row, Incoming? Incoming, List<Remark> Remarks);

/// <summary>Decides what one row is worth, before the catalogue is asked anything.</summary>
/// <param name="museum">Museum of the whole file, when its user names it.</param>
/// <param name="duplicates">Identities that the file gives more than once.</param>
/// <param name="terms">The lists that the operator loaded; null where none is.</param>
internal sealed class CheckRow(SourceFormat format, string? museum, IReadOnlyDictionary<UInt128, (long First, long Second)> duplicates, TermRemarks? terms = null)
{
    private const int LongestValue = 100_000;
    private const int LongestReference = 64;
    private const int LongestCode = 20;
    private const int LongestNumber = 500;
    private static readonly string[] Addresses = ["WWW", "LVID"];
    private const string Shorten = "Raccourcir ce champ, ou vérifier qu’un guillemet n’a pas avalé les lignes suivantes.";

    public CheckedRow Run(SourceRow row)
    {
        var remarks = new List<Remark>();
        foreach (var repair in row.Repairs)
        {
            Warn(remarks, row, Remark.WholeRow, "", Sentence(repair), "Vérifier la notice dans le portail.");
        }

        var refusal = Unreadable(row) ?? Clean(row, remarks) ?? Repeated(row) ?? WrongReference(row, remarks) ?? WrongNumber(row) ?? WrongMuseum(row, remarks);
        if (refusal is not null)
        {
            remarks.Add(refusal with { Position = remarks.Count });
            return new CheckedRow(row, null, remarks);
        }

        WarnMissing(row, remarks);
        WarnTerms(row, remarks);
        WarnAddresses(row, remarks);
        var reference = row.Fields.GetValueOrDefault("REF", "");
        var incoming = new Incoming(reference.Length == 0 ? null : reference, row.Fields["MUSEO"], row.Fields) { Line = row.Line, SharesNumber = Shared(row) is { First: < 0 } };
        return new CheckedRow(row, incoming, remarks);
    }

    public static Remark Refuse(SourceRow row, string field, string value, string reason, string remedy) =>
        new(row.Line, 0, true, field, Remark.Shorten(value), reason, remedy, row.Json);

    public static void Warn(List<Remark> remarks, SourceRow row, string field, string value, string reason, string remedy) =>
        remarks.Add(new Remark(row.Line, remarks.Count, false, field, Remark.Shorten(value), reason, remedy, null));

    private Remark? Unreadable(SourceRow row)
    {
        if (row.Problem is not { } problem)
        {
            return null;
        }

        var column = LongColumn(row, problem);
        var field = column >= 0 ? format.Header[column].Trim() : Remark.WholeRow;
        var value = row.Cells is { Count: > 0 } cells ? cells[Math.Max(column, 0)] : "";
        return Refuse(row, field, value, Sentence(problem), column >= 0 ? Shorten : RemedyOf(problem));
    }

    private string RemedyOf(string problem) =>
        problem.StartsWith("colonne «", StringComparison.Ordinal) ? "Corriger la valeur, ou la transformation de cette colonne dans le profil."
        : !format.IsLabelled ? "Corriger la ligne : un texte entre guillemets se ferme par un guillemet, et un guillemet dans le texte se double."
        : format.IsPop ? "Commencer chaque champ par son code seul sur une ligne, et finir la notice par //."
        : "Vérifier cette notice dans l’export du logiciel.";

    /// <summary>Where the cell stands that is too long: named by the reader, or the last that it could read; -1 when that is not the problem.</summary>
    private int LongColumn(SourceRow row, string problem)
    {
        if (!problem.Contains("cellule dépasse", StringComparison.Ordinal) || row.Cells is not { Count: > 0 } cells)
        {
            return -1;
        }

        const string Named = "(colonne ";
        var at = problem.IndexOf(Named, StringComparison.Ordinal);
        var column = at < 0 ? cells.Count - 1 : int.Parse(problem[(at + Named.Length)..problem.IndexOf(')', at)], System.Globalization.CultureInfo.InvariantCulture) - 1;
        return column < Math.Min(cells.Count, format.Header.Count) ? column : -1;
    }

    /// <summary>Removes what is no text; refuses what is too long to be a field.</summary>
    private static Remark? Clean(SourceRow row, List<Remark> remarks)
    {
        var damaged = false;
        foreach (var (code, value) in row.Fields.ToArray())
        {
            if (value.Length > LongestValue)
            {
                return Refuse(row, code, value, $"Le champ {code} a {value.Length} caractères, plus que les {LongestValue} admis.", Shorten);
            }

            var text = ControlCharacters.Repair(value);
            if (!ReferenceEquals(text, value))
            {
                Warn(remarks, row, code, text, "Des caractères de contrôle invisibles ont été retirés ou remplacés par un blanc, ou rendus à leur forme (apostrophes, points de suspension).", "Vérifier ce champ.");
            }

            row.Fields[code] = text = text.ReplaceLineEndings("\n").Trim();
            if (!damaged && TextSniffing.HasMojibake(text))
            {
                damaged = true;
                Warn(remarks, row, code, text, "Des lettres accentuées semblent abîmées par un mauvais encodage.", "Réexporter le fichier en UTF-8 depuis le logiciel d’inventaire, puis l’importer de nouveau.");
            }
        }

        return null;
    }

    private Remark? Repeated(SourceRow row)
    {
        var reference = row.Fields.GetValueOrDefault("REF", "");
        if (RowIdentity.Of(row, format, museum) is { } mark && duplicates.TryGetValue(mark, out var lines))
        {
            var other = Math.Abs(lines.First == row.Line ? lines.Second : lines.First);
            return reference.Length > 0
                ? Refuse(row, "REF", reference, $"La même référence est aussi à la ligne {other} : aucune des deux lignes n’est importée.", "Garder une seule ligne par référence, ou corriger l’une des deux.")
                : SameNumber(row, other);
        }

        // A row with a reference and one without, under one number.
        return reference.Length > 0 && Shared(row) is { First: > 0 } pair && pair.First == row.Line ? SameNumber(row, pair.Second) : null;
    }

    private static Remark SameNumber(SourceRow row, long other) =>
        Refuse(row, "INV", row.Fields.GetValueOrDefault("INV", ""), $"Le même numéro d’inventaire du même musée est aussi à la ligne {other} : aucune des deux lignes n’est importée.",
            "Garder une seule ligne par objet, ou distinguer les deux numéros.");

    private (long First, long Second)? Shared(SourceRow row) =>
        RowIdentity.Number(row, format, museum) is { } number && duplicates.TryGetValue(number, out var lines) ? lines : null;

    /// <summary>The number is a key of the database: what is not a number has no place there.</summary>
    private static Remark? WrongNumber(SourceRow row) => row.Fields.GetValueOrDefault("INV", "") is { Length: > LongestNumber } number
        ? Refuse(row, "INV", number, $"Le numéro d’inventaire a {number.Length} caractères, plus que les {LongestNumber} admis.", "Ne garder que les numéros ; leurs commentaires vont dans COMM.")
        : null;

    private Remark? WrongReference(SourceRow row, List<Remark> remarks)
    {
        var reference = row.Fields.GetValueOrDefault("REF", "");
        if (reference.Length == 0)
        {
            return format.IsPop
                ? Refuse(row, "REF", "", "La référence (REF) manque.", "Donner à la notice la référence que le logiciel d’inventaire lui a attribuée : 11 caractères au moins.")
                : row.Fields.GetValueOrDefault("INV", "").Length == 0
                    ? Refuse(row, "INV", "", "Ni référence ni numéro d’inventaire : la notice ne peut pas être reconnue.", "Donner le numéro d’inventaire.")
                    : null;
        }

        if (reference.Length > LongestReference || !reference.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') || !char.IsAsciiLetterOrDigit(reference[0]))
        {
            return Refuse(row, "REF", reference, "La référence devient une adresse du portail : elle ne peut contenir que des lettres sans accent, des chiffres, « - », « _ » et « . ».", "Corriger la référence dans le logiciel d’inventaire.");
        }

        if (reference.Length < 11)
        {
            const string Remedy = "Écrire la référence entière : le code Muséofile suivi d’au moins 6 caractères. POP, lui, compléterait par des zéros.";
            if (format.Layout is { Kind: JocondeLayoutKind.PopCsv } && !IsUnpadded(row, reference))
            {
                return Refuse(row, "REF", reference, $"La référence a {reference.Length} caractères ; il en faut au moins 11.", Remedy);
            }

            Warn(remarks, row, "REF", reference, $"La référence a {reference.Length} caractères au lieu de 11 au moins ; elle est gardée telle quelle.", Remedy);
        }

        return null;
    }

    /// <summary>The museum's code and the number of the software, not filled up with zeros: so does CollectiveAccess (« M0429123 »).</summary>
    private bool IsUnpadded(SourceRow row, string reference)
    {
        var code = RowIdentity.MuseumCode(row.Fields.GetValueOrDefault("MUSEO", "") is { Length: > 0 } given ? given : museum ?? "");
        return code.Length > 0 && reference.Length > code.Length && reference.StartsWith(code, StringComparison.OrdinalIgnoreCase);
    }

    private Remark? WrongMuseum(SourceRow row, List<Remark> remarks)
    {
        var written = row.Fields.GetValueOrDefault("MUSEO", "");
        var code = RowIdentity.MuseumCode(written);
        if (code.Length < written.Length)
        {
            Warn(remarks, row, "MUSEO", written, $"Le champ contient autre chose que le code : seul {code} est gardé.", "Ne laisser que le code Muséofile.");
        }

        if (code.Length == 0)
        {
            if (museum is null)
            {
                return Refuse(row, "MUSEO", "", "Le code du musée (MUSEO) manque.", "Écrire le code Muséofile, comme M0638, ou préciser --museum CODE pour tout le fichier.");
            }

            code = museum;
        }

        if (code.Length > LongestCode || !code.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            return Refuse(row, "MUSEO", code, "Ce n’est pas un code de musée.", "Écrire la lettre M suivie de quatre chiffres, comme M0638.");
        }

        if (museum is not null && code != museum)
        {
            return Refuse(row, "MUSEO", code, $"La notice est d’un autre musée que {museum}, seul demandé.", "Retirer la ligne, ou importer le fichier sans --museum.");
        }

        row.Fields["MUSEO"] = code;
        return null;
    }

    /// <summary>The national open data lacks fields that POP asks for: a warning where the column is there and the cell is blank.</summary>
    private void WarnMissing(SourceRow row, List<Remark> remarks)
    {
        if (format.IsPop)
        {
            return;
        }

        foreach (var code in new[] { "INV", "DOMN", "STAT" })
        {
            if (row.Fields.TryGetValue(code, out var value) && value.Length == 0)
            {
                Warn(remarks, row, code, "", $"Le champ {code} est vide ; POP l’exige.", "Le compléter avant un envoi à POP.");
            }
        }
    }

    /// <summary>Terms that the ministry's lists do not have: told, never refused.</summary>
    private void WarnTerms(SourceRow row, List<Remark> remarks)
    {
        foreach (var term in terms?.Of(row.Fields) ?? [])
        {
            Warn(remarks, row, term.Code, term.Term, term.Reason, term.Remedy);
        }
    }

    /// <summary>Addresses of the web that lead nowhere: told, never refused.</summary>
    private static void WarnAddresses(SourceRow row, List<Remark> remarks)
    {
        foreach (var code in Addresses)
        {
            foreach (var wrong in row.Fields.TryGetValue(code, out var value) ? PopNotice.WrongAddresses(value) : [])
            {
                Warn(remarks, row, code, wrong, $"« {Remark.Shorten(wrong)} » n’est pas une adresse web complète.", "Écrire l’adresse entière, comme https://www.exemple.fr/page.");
            }
        }
    }

    private static string Sentence(string clause) => new StringBuilder(clause).Append(clause.EndsWith('.') ? "" : ".") is var text && text.Length > 0
        ? char.ToUpperInvariant(text[0]) + text.ToString(1, text.Length - 1)
        : "";
}
