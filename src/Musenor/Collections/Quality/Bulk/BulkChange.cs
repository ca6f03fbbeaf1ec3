using Heritage.Standards.Joconde;
using Musenor.Collections.Editing;
using Musenor.Collections.Media;
using Musenor.Web;

namespace Musenor.Collections.Quality.Bulk;

/// <summary>One change, the same for each notice of a list.</summary>
/// <param name="Kind">One of <see cref="Kinds"/>.</param>
/// <param name="Field">Joconde code, for the first three kinds.</param>
/// <param name="Term">What is replaced.</param>
/// <param name="Replacement">What is written: a term, a credit, a licence.</param>
/// <param name="IsOver">Credits and licences already written are replaced too.</param>
public sealed record BulkChange(string Kind, string Field, string Term, string Replacement, bool IsOver)
{
    public const string Replace = "remplacer";
    public const string Add = "ajouter";
    public const string Empty = "vider";
    public const string Credit = "credit";
    public const string SetLicence = "licence";

    /// <summary>In the order of the form: « Bulk.Kind.key » in the resources.</summary>
    public static readonly IReadOnlyList<string> Kinds = [Replace, Add, Empty, Credit, SetLicence];

    /// <summary>What a museum may say of its pictures.</summary>
    public static readonly IReadOnlyList<string> Licences = [Licence.OpenLicence, Licence.PublicDomain, "Domaine public", "CC BY 4.0", "CC BY-SA 4.0"];

    /// <summary>Inventory numbers identify: they are changed one at a time.</summary>
    public static readonly IReadOnlyList<string> Fields = [.. EditedFields.Codes.Where(c => c != "INV")];

    private const int LongestTerm = 500;

    /// <summary>Fields where the same term twice says nothing more.</summary>
    private static readonly HashSet<string> Sets = new(StringComparer.Ordinal) { "DOMN", "DENO", "ECOL", "EPOQ", "UTIL", "PERI", "PEOC", "PERU", "GENE" };

    public static BulkChange Read(Func<string, string> value) => new(
        Kinds.FirstOrDefault(k => k == value("geste")) ?? "", Fields.FirstOrDefault(f => f == value("champ")) ?? "",
        EditedFields.Clean(value("terme_a_remplacer")), EditedFields.Clean(value("par")), value("aussi") == "true");

    /// <summary>The code that it changes in the words of a notice; null for a licence, which is of the pictures.</summary>
    public string? Code => Kind switch { SetLicence => null, Credit => "PHOT", _ => Field };

    /// <summary>Only notices with a picture are concerned.</summary>
    public bool IsOfPictures => Kind is Credit or SetLicence;

    /// <summary>In one sentence, for histories, the journal and lists.</summary>
    public string Sentence => Kind switch
    {
        Replace => Words["Bulk.Say.remplacer", EditedFields.Label(Field), Term, Replacement],
        Add => Words["Bulk.Say.ajouter", EditedFields.Label(Field), Replacement],
        Empty => Words["Bulk.Say.vider", EditedFields.Label(Field)],
        Credit => Words["Bulk.Say.credit", Replacement],
        _ => Words["Bulk.Say.licence", Replacement],
    };

    private static Texts Words => Texts.Of("Collections");

    public IReadOnlyList<FieldProblem> Check() => Kind.Length == 0 ? [new("geste", Words["Bulk.Problem.geste"])] : [.. CheckField(), .. CheckWords()];

    private IEnumerable<FieldProblem> CheckField()
    {
        if (IsOfPictures)
        {
            yield break;
        }

        if (Field.Length == 0)
        {
            yield return new("champ", Words["Bulk.Problem.champ"]);
        }
        else if (Kind == Empty && EditedFields.Mandatory.Contains(Field))
        {
            yield return new("champ", Words["Bulk.Problem.obligatoire", EditedFields.Label(Field)]);
        }
        else if (Kind == Add && JocondeFields.Find(Field)?.Kind != FieldKind.List)
        {
            yield return new("champ", Words["Bulk.Problem.liste", EditedFields.Label(Field)]);
        }
    }

    private IEnumerable<FieldProblem> CheckWords()
    {
        if (Kind == Replace && Term.Length is 0 or > LongestTerm)
        {
            yield return new("terme_a_remplacer", Words["Bulk.Problem.terme"]);
        }

        if (Kind != Empty && Replacement.Length is 0 or > LongestTerm)
        {
            yield return new("par", Words["Bulk.Problem.par"]);
        }
        else if (Kind == Replace && Term == Replacement)
        {
            yield return new("par", Words["Bulk.Problem.same"]);
        }
        else if (Kind == SetLicence && !Licences.Contains(Replacement))
        {
            yield return new("par", Words["Bulk.Problem.licence"]);
        }
    }

    /// <summary>The field after the change, or why the notice is left: end of a key « Bulk.Skip.… ».</summary>
    /// <param name="hasPicture">Of the notice.</param>
    public (string After, string? Skip) Apply(string before, bool hasPicture) => Kind switch
    {
        Replace => WholeTerm.Replace(before, Term, Replacement, Sets.Contains(Field)) is { } after && after != before ? (after, null) : (before, "absent"),
        Add => before.Length == 0 ? (Replacement, null) : WholeTerm.Has(before, Replacement) ? (before, "deja") : ($"{before} ; {Replacement}", null),
        Empty => before.Length == 0 ? (before, "deja") : ("", null),
        Credit => !hasPicture ? (before, "sans-image")
            : before == Replacement ? (before, "deja")
            : before.Length > 0 && !IsOver ? (before, "autre-credit")
            : (Replacement, null),
        _ => (before, hasPicture ? null : "sans-image"),
    };
}
