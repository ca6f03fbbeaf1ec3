namespace Musenor.Collections.Generation;

/// <summary>The measured shares, ready to be drawn from.</summary>
internal sealed class Shares
{
    private readonly Dictionary<string, double> _fill;
    private readonly Dictionary<string, int[]> _lengths;
    private readonly Dictionary<string, Weighted<int>> _counts;

    private Shares(Measured measured)
    {
        (_fill, _lengths) = (measured.Fill, measured.Lengths);
        _counts = measured.Counts.ToDictionary(c => c.Key, c => Numbers(c.Value));
        Details = Numbers(measured.Details);
        Authors = Numbers(measured.Authors);
        (MuseumSlope, Anonymous, After) = (measured.MuseumSlope, measured.Anonymous, measured.After);
        (Roles, Subjects, SubjectDetails) = (new(measured.Roles), new(measured.Subjects), new(measured.SubjectDetails));
        (Places, Owners, Ways) = (new(measured.Places), new(measured.Owners), new(measured.Ways));
        (Schools, Epochs, Inscriptions) = (new(measured.Schools), new(measured.Epochs), new(measured.Inscriptions));
        Families = new(measured.Families.Select(f => KeyValuePair.Create(new Family(f), f.Domains.Values.Sum())));
    }

    public sealed class Family(Measured.FamilyShares shares)
    {
        private static readonly string[] Pictures = ["peinture", "dessin", "estampe", "photographie", "beaux-arts", "sculpture", "imprimé", "vie militaire"];

        /// <summary>Shows something, where an object is something: its title is made otherwise.</summary>
        public bool IsPicture { get; } = Pictures.Contains(shares.Name);

        public Weighted<string> Domains { get; } = new(shares.Domains);
        public Weighted<string> Denominations { get; } = new(shares.Denominations);
        public Weighted<string> Techniques { get; } = new(shares.Techniques);
        public Weighted<string> Periods { get; } = new(shares.Periods);
        public Weighted<string> Uses { get; } = new(shares.Uses);
    }

    public static Lazy<Shares> Known { get; } = new(() => new Shares(Measured.Read()));

    public Weighted<Family> Families { get; }
    public Weighted<int> Details { get; }
    public Weighted<int> Authors { get; }
    public double MuseumSlope { get; }
    public double Anonymous { get; }
    public double After { get; }
    public Weighted<string> Roles { get; }
    public Weighted<string> Subjects { get; }
    public Weighted<string> SubjectDetails { get; }
    public Weighted<string> Places { get; }
    public Weighted<string> Owners { get; }
    public Weighted<string> Ways { get; }
    public Weighted<string> Schools { get; }
    public Weighted<string> Epochs { get; }
    public Weighted<string> Inscriptions { get; }

    public bool Filled(string code, Dice dice) => dice.Chance(_fill[code]);

    /// <summary>How many values a list field has.</summary>
    public int Count(string code, Dice dice) => _counts[code].One(dice);

    /// <summary>How long a text is: between two neighbouring deciles of the real lengths.</summary>
    public int Length(string code, Dice dice)
    {
        var deciles = _lengths[code];
        var at = dice.Below(deciles.Length - 1);
        return dice.Between(deciles[at], deciles[at + 1]);
    }

    private static Weighted<int> Numbers(double[] shares) => new(shares.Select((share, i) => KeyValuePair.Create(i + 1, share)));
}
