using Heritage.Standards.Dates;
using Heritage.Standards.Joconde;
using Heritage.Standards.Publication;
using Heritage.Standards.Text;

namespace Heritage.Standards.Lido;

/// <summary>What an object shows, and the works it is tied to: books, copied originals, records of other bases, pages.</summary>
internal static class LidoRelations
{
    /// <summary>Kinds of subject beside what is represented.</summary>
    public const string Precision = "précisions";
    public const string Origin = "source de la représentation";
    public const string Book = "bibliographie";

    private static readonly (string Code, string Base)[] Bases = [("REFMEM", "Mémoire"), ("REFMER", "Mérimée"), ("REFPAL", "Palissy")];

    public static void Write(LidoElements lido, PublishedWork work, JocondeNotice notice)
    {
        lido.Open("subjectWrap", () => Subjects(lido, work, notice));
        lido.Open("relatedWorksWrap", () => Related(lido, notice));
    }

    private static void Subjects(LidoElements lido, PublishedWork work, JocondeNotice notice)
    {
        foreach (var group in notice.Subjects)
        {
            lido.Open("subjectSet", () => Subject(lido, work, group));
        }

        lido.Open("subjectSet", () => lido.Open("subject", () => lido.Concept("subjectConcept", notice.Line("PREP")), Precision));
        lido.Open("subjectSet", () => lido.Open("subject", () => LidoDescription.Date(lido, "subjectDate", notice.Line("DREP"), FrenchDates.Parse(notice["DREP"]))));
        foreach (var source in notice.Terms("SREP"))
        {
            lido.Open("subjectSet", () => lido.Open("subject", () => lido.Concept("subjectConcept", source), Origin));
        }
    }

    private static void Subject(LidoElements lido, PublishedWork work, SubjectGroup group)
    {
        // Who is portrayed is told by a name: « portrait ; Faidherbe Louis ; général ».
        var isPortrait = Folding.Fold(group.Genre).StartsWith("portrait", StringComparison.Ordinal);
        var people = isPortrait ? group.Terms.Where(t => char.IsUpper(t[0])).ToList() : [];
        lido.Text("displaySubject", group.Text.Replace('#', ' '));
        lido.Open("subject", () =>
        {
            foreach (var term in group.Terms.Prepend(group.Genre).Except(people).Distinct(StringComparer.Ordinal))
            {
                lido.Concept("subjectConcept", term, work.Concept("REPR", term));
            }

            foreach (var person in people)
            {
                lido.Open("subjectActor", () =>
                {
                    lido.Text("displayActor", person);
                    lido.Open("actor", () => lido.Open("nameActorSet", () => lido.Text("appellationValue", person)));
                });
            }
        });
    }

    private static void Related(LidoElements lido, JocondeNotice notice)
    {
        foreach (var book in notice.Terms("BIBL"))
        {
            Work(lido, Book, () => lido.Text("displayObject", book));
        }

        Work(lido, "copie d’après", () => lido.Text("displayObject", notice.Line("PEOC")));
        foreach (var (code, name) in Bases)
        {
            foreach (var reference in notice.Terms(code))
            {
                Work(lido, "voir aussi", () => lido.Open("object", () => lido.Text("objectID", reference, ("type", "local"), ("source", name))));
            }
        }

        foreach (var page in notice.Terms("RETIF").Concat(notice.Terms("WWW")))
        {
            Work(lido, "voir aussi", () => lido.Open("object", () => lido.Text(IsAddress(page) ? "objectWebResource" : "objectNote", page)));
        }
    }

    /// <summary>Nothing where the work is not told.</summary>
    private static void Work(LidoElements lido, string kind, Action work) => lido.Open("relatedWorkSet", () =>
    {
        var isTold = lido.Told;
        lido.Open("relatedWork", work);
        if (lido.Told != isTold)
        {
            lido.Concept("relatedWorkRelType", kind);
        }
    });

    private static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https";
}
