using System.Globalization;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Interop.Api;

/// <summary>The parameters of a list of the API. What is not understood is told, never passed over: a harvest with a misspelt filter would be wrong for months.</summary>
internal sealed class Asked
{
    public const int Usual = 100;
    public const int Most = 500;

    private static readonly Texts Words = Texts.Of("Interop");
    private readonly IQueryCollection _query;

    /// <param name="known">Parameters that this list knows; null: the search, which passes over what it does not know, as its page does.</param>
    public Asked(IQueryCollection query, IReadOnlyCollection<string>? known = null, int usual = Usual)
    {
        _query = query;
        if (known is not null && query.Keys.FirstOrDefault(k => !known.Contains(k)) is { } unknown)
        {
            Problem = Words["Api.Unknown", unknown, string.Join(", ", known)];
        }

        Take = Number("limite", usual);
        if (Take is < 1 or > Most)
        {
            Problem ??= Words["Api.Limit", Most];
        }
    }

    /// <summary>What is wrong, in words; null when nothing is.</summary>
    public string? Problem { get; set; }

    public int Take { get; }

    public string After => _query["apres"].ToString();

    public bool IsSet(string key) => _query[key] == "1";

    /// <summary>« 2026-01-31 » or « 2026-01-31T10:00:00Z » as an instant of ours; empty when absent.</summary>
    public string Since
    {
        get
        {
            var text = _query["depuis"].ToString();
            if (text.Length == 0)
            {
                return "";
            }

            if (DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd", ValueTypes.InstantFormat, "yyyy-MM-dd'T'HH:mm:sszzz"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            {
                return at.Text();
            }

            Problem ??= Words["Api.Since"];
            return "";
        }
    }

    /// <summary>Members of each answer to keep; empty: all.</summary>
    public IReadOnlySet<string> Fields => _query["champs"].SelectMany(v => (v ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToHashSet(StringComparer.Ordinal);

    public string this[string key] => _query[key].ToString();

    private int Number(string key, int usual) =>
        _query[key].ToString() is not { Length: > 0 } text ? usual
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
