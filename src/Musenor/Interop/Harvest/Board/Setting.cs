using System.Globalization;
using System.Text.RegularExpressions;
using Heritage.Standards.Text;
using Musenor.Interop.Harvest.Sources;
using Musenor.Interop.Mapping;
using Musenor.Web;

namespace Musenor.Interop.Harvest.Board;

/// <summary>One setting of a source: how it is read, shown, written and judged. The form, its checks and the journal follow the list.</summary>
/// <param name="Name">Of the field in the form; « Harvest.Set.{Name} » is its label.</param>
internal sealed partial record Setting(string Name, string Group, Func<HarvestSource, string> Get, Func<HarvestSource, string, HarvestSource> Put)
{
    public static readonly IReadOnlyList<string> Groups = ["source", "when", "how", "reading", "after", "alarms"];

    public static readonly IReadOnlyList<Setting> All =
    [
        new("name", "source", s => s.Name, (s, v) => s with { Name = Line(v) }) { Longest = 120, IsNeeded = true },
        new("url", "source", s => s.BaseUrl, (s, v) => s with { BaseUrl = v.Trim() }) { Longest = JudgeAddress.Longest, IsNeeded = true, Type = "url", IsSound = v => JudgeAddress.TryRead(v, out _) },
        new("prefix", "source", s => s.Prefix, (s, v) => s with { Prefix = Line(v) }) { IsNeeded = true, IsSound = Prefixes().IsMatch },
        new("sets", "source", s => s.Sets, (s, v) => s with { Sets = Line(v) }) { Longest = 2000 },
        Chosen("schedule", "when", s => s.Schedule, (s, v) => s with { Schedule = v }, [.. Schedules.Every.Keys]),
        new("hours", "when", s => s.Hours, (s, v) => s with { Hours = Line(v).Replace(" ", "", StringComparison.Ordinal) }) { Longest = 5, IsSound = v => v.Length == 0 || Schedules.TryRead(v, out _, out _) },
        Number("delay", "how", s => s.DelayMs, (s, n) => s with { DelayMs = n }, 0, 600_000),
        Number("max_pages", "how", s => s.MaxPages, (s, n) => s with { MaxPages = n }, 0, 1_000_000),
        Number("timeout", "how", s => s.TimeoutS, (s, n) => s with { TimeoutS = n }, 5, 3600),
        new("user_agent", "how", s => s.UserAgent, (s, v) => s with { UserAgent = v.Trim() }) { IsSound = v => v.All(c => c is >= ' ' and <= '~') },
        Yes("tls", "how", s => s.IsTlsStrict, (s, b) => s with { IsTlsStrict = b }),
        Chosen("selective", "how", s => s.Selective, (s, v) => s with { Selective = v }, ["on", "off", "month", "day"]),
        Chosen("granularity", "how", s => s.Granularity, (s, v) => s with { Granularity = v }, ["", "day", "second", "none"]),
        Number("overlap", "how", s => s.OverlapS, (s, n) => s with { OverlapS = n }, 0, 2_592_000),
        Chosen("list_mode", "how", s => s.ListMode, (s, v) => s with { ListMode = v }, ["records", "identifiers"]),
        Yes("prefix_resent", "how", s => s.IsPrefixResent, (s, b) => s with { IsPrefixResent = b }),
        Chosen("encoding", "reading", s => s.Encoding, (s, v) => s with { Encoding = v }, ["", "utf-8", "iso-8859-1", "windows-1252", "utf-16"]),
        Yes("sanitised", "reading", s => s.IsSanitised, (s, b) => s with { IsSanitised = b }),
        new("id_from", "reading", s => s.IdFrom, (s, v) => s with { IdFrom = v.Trim() }),
        new("id_to", "reading", s => s.IdTo, (s, v) => s with { IdTo = v.Trim() }),
        Chosen("mapping", "reading", s => s.Mapping, (s, v) => s with { Mapping = v }, ["", .. RecordMapping.All.Select(m => m.Name)]),
        new("rights", "reading", s => s.Rights, (s, v) => s with { Rights = Line(v) }) { Longest = 300 },
        Chosen("thumbnails", "after", s => s.Thumbnails, (s, v) => s with { Thumbnails = v }, ["open", "all", "none"]),
        Chosen("deletions", "after", s => s.Deletions, (s, v) => s with { Deletions = v }, ["auto", "declared", "reconcile", "never"]),
        Number("reconcile_days", "after", s => s.ReconcileDays, (s, n) => s with { ReconcileDays = n }, 1, 365),
        Number("most_vanished", "alarms", s => s.MostVanished, (s, n) => s with { MostVanished = n }, 0, 100),
        Number("alarm_faults", "alarms", s => s.AlarmFaults, (s, n) => s with { AlarmFaults = n }, 0, 100),
        Number("alarm_drop", "alarms", s => s.AlarmDrop, (s, n) => s with { AlarmDrop = n }, 0, 100),
    ];

    private static readonly Texts Words = Texts.Of("Interop");

    /// <summary>text, url, number, select, checkbox.</summary>
    public string Type { get; init; } = "text";

    public IReadOnlyList<string> Choices { get; init; } = [];

    public (int Least, int Most) Range { get; init; }

    public int Longest { get; init; } = 200;

    public bool IsNeeded { get; init; }

    public Func<string, bool> IsSound { get; init; } = _ => true;

    public string Label => Words[$"Harvest.Set.{Name}"];

    /// <summary>As a person reads it.</summary>
    public string Said(HarvestSource source)
    {
        var value = Get(source);
        return Type switch
        {
            "checkbox" => Words[value == "true" ? "Harvest.Yes" : "Harvest.NoWord"],
            "select" => Choice(value),
            _ => value,
        };
    }

    public string Choice(string value) => Words.Find($"Harvest.Set.{Name}.{value}") ?? value;

    /// <summary>What was typed, beside the source: a text that is no number or no choice leaves the source as it was and is a problem.</summary>
    public (HarvestSource Source, FieldProblem? Problem) Read(HarvestSource source, string? typed)
    {
        var text = typed ?? "";
        if (Type == "number" && !(int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= Range.Least && number <= Range.Most))
        {
            return (source, new FieldProblem(Name, Words["Harvest.Set.no.number", Label, Range.Least, Range.Most]));
        }

        if (Type == "select" && text != Get(source) && !Choices.Contains(text))
        {
            return (source, new FieldProblem(Name, Words["Harvest.Set.no.choice", Label]));
        }

        var read = Put(source, text);
        return (read, Problem(read));
    }

    /// <summary>What is wrong with a value that is a text.</summary>
    public FieldProblem? Problem(HarvestSource source)
    {
        var value = Get(source);
        return value.Length > Longest ? new FieldProblem(Name, Words["Harvest.Set.no.long", Label, Longest])
            : value.Length == 0 && IsNeeded ? new FieldProblem(Name, Words["Harvest.Set.no.empty", Label])
            : value.Any(char.IsControl) || !IsSound(value) ? new FieldProblem(Name, Words.Find($"Harvest.Set.no.{Name}") ?? Words["Harvest.Set.no.sign", Label])
            : null;
    }

    /// <summary>One line, single blanks.</summary>
    public static string Line(string text) => Folding.Blanks(text);

    private static Setting Chosen(string name, string group, Func<HarvestSource, string> get, Func<HarvestSource, string, HarvestSource> put, IReadOnlyList<string> choices) =>
        new(name, group, get, put) { Type = "select", Choices = choices };

    private static Setting Number(string name, string group, Func<HarvestSource, int> get, Func<HarvestSource, int, HarvestSource> put, int least, int most) =>
        new(name, group, s => get(s).ToString(CultureInfo.InvariantCulture), (s, v) => put(s, int.Parse(v.Trim(), NumberStyles.None, CultureInfo.InvariantCulture))) { Type = "number", Range = (least, most) };

    private static Setting Yes(string name, string group, Func<HarvestSource, bool> get, Func<HarvestSource, bool, HarvestSource> put) =>
        new(name, group, s => get(s) ? "true" : "false", (s, v) => put(s, v == "true")) { Type = "checkbox" };

    [GeneratedRegex(@"^[A-Za-z0-9\-_.!~*'()]+( [A-Za-z0-9\-_.!~*'()]+)*$")]
    private static partial Regex Prefixes();
}
