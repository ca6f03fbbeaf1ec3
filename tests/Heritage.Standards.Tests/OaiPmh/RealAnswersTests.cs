using System.Runtime.CompilerServices;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Heritage.Standards.OaiPmh.Reading;
using Xunit;

namespace Heritage.Standards.Tests.OaiPmh;

/// <summary>Answers that real repositories gave, kept beside the repository and not in it: read whole, cut anywhere, spoilt.</summary>
public sealed class RealAnswersTests
{
    [RealAnswersFact]
    public void Every_well_formed_answer_is_read_as_it_is()
    {
        var (read, mended) = (0, 0);
        foreach (var (name, bytes, truth) in WellFormed())
        {
            var answer = AnswerReader.Read(bytes);
            Assert.True(answer.IsOai && answer.Refusal is null && !answer.IsTruncated, name);
            Assert.Equal((name, string.Join(' ', Ids(truth))), (name, string.Join(' ', answer.Records.Select(r => r.Id))));
            Assert.Equal(Named(truth, "error").Select(e => (string?)e.Attribute("code") ?? ""), answer.Errors.Select(e => e.Code));
            Assert.Equal(Named(truth, "resumptionToken").Select(t => t.Value.Trim()).FirstOrDefault(t => t.Length > 0), answer.Token);
            Assert.True(answer.ResponseDate is not null || !Named(truth, "responseDate").Any(d => d.Value.Length > 0), name);
            foreach (var (record, given) in answer.Records.Where(r => r.Xml.Length > 0).Zip(Named(truth, "record").Where(r => Ids(r).Any())))
            {
                var (said, kept) = (Words(given), Words(XElement.Parse(record.Xml, LoadOptions.PreserveWhitespace)));
                if (record.IsRepaired)
                {
                    // « Ã© » for « é »: some repositories really answer so.
                    Assert.Contains("mojibake", answer.Flags);
                    Assert.True(said != kept && said.Length > kept.Length * 0.98 && said.Any(c => c is >= '\u0080' and <= '\u00ff'), $"{name} {record.Id}");
                    mended++;
                    continue;
                }

                Assert.Equal((name, said), (name, kept));
                read++;
            }
        }

        Assert.True(read > 200 && mended < 20, $"{read} read, {mended} mended");
    }

    [RealAnswersFact]
    public void An_answer_cut_anywhere_gives_the_records_that_are_whole_and_no_other()
    {
        var kept = 0;
        foreach (var (name, bytes, _) in WellFormed())
        {
            var (whole, broken) = AnswerReader.Read(bytes) is var uncut ? (uncut.Records, uncut.Broken.Count) : default;
            for (var part = 1; part < 24; part++)
            {
                var cut = AnswerReader.Read(bytes[..(bytes.Length * part / 24)]);
                Assert.True(cut.Broken.Count <= broken && cut.Records.Count <= whole.Count, $"{name} {part}/24");
                Assert.Equal(whole.Take(cut.Records.Count).Select(r => (r.Id, r.Hash, r.Xml)), cut.Records.Select(r => (r.Id, r.Hash, r.Xml)));
                Assert.True(!cut.IsOai || cut.IsTruncated, $"{name} {part}/24");
                kept += cut.Records.Count;
            }
        }

        Assert.True(kept > 1000, $"{kept}");
    }

    [RealAnswersFact]
    public void Controls_and_words_of_a_program_cost_no_record()
    {
        foreach (var (name, bytes, truth) in WellFormed().Where(a => Named(a.Truth, "metadata").Any()))
        {
            var text = Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF');
            var spoilt = $"<b>Notice</b>: Undefined index\n{text.Replace("</metadata>", "\u001a\u0000</metadata>", StringComparison.Ordinal).Replace(":metadata>", ":metadata>\u0008", StringComparison.Ordinal)}\n<!-- 0.3 s --> Warning";
            var answer = AnswerReader.Read(Encoding.UTF8.GetBytes(spoilt));
            Assert.Equal((name, string.Join(' ', Ids(truth))), (name, string.Join(' ', answer.Records.Select(r => r.Id))));
            Assert.All(answer.Records.Where(r => !r.IsDeleted), r => Assert.True(r.IsRepaired, $"{name} {r.Id}"));
            Assert.Contains("cut", answer.Flags);
        }
    }

    [RealAnswersFact]
    public void Answers_that_were_broken_over_there_are_read_as_well_as_can_be()
    {
        var bad = AnswerReader.Read(Bytes("perl-http-oai/examples__badbytes.xml"));
        Assert.Equal(["oai:arXiv.org:hep-th/0001001"], bad.Records.Select(r => r.Id));
        Assert.True(bad.Records[0].IsRepaired);
        foreach (var identify in new[] { "fake3", "fake4" })
        {
            Assert.True(AnswerReader.Read(Bytes($"pyoai/src__oaipmh__tests__{identify}__00001.xml")).IsOai, identify);
        }

        Assert.Equal("DSpace at Erasmus", SourceDescription.Identity(Bytes("pyoai/src__oaipmh__tests__fake4__00001.xml")).Name);
        Assert.Equal("", SourceDescription.Identity(Bytes("pyoai/src__oaipmh__tests__fake3__00001.xml")).Name);
        Assert.False(AnswerReader.Read(Bytes("sickle/sickle__tests__sample_data__ListRecordsBroken.xml")).IsOai);
    }

    [RealAnswersFact]
    public void What_real_repositories_say_of_themselves_is_understood()
    {
        var identity = SourceDescription.Identity(Bytes("ruby-oai/test__test.xml"));
        Assert.Equal(("PubMed Central (PMC3 - NLM DTD)", "day", "no", "1999-01-01"), (identity.Name, identity.Granularity, identity.DeletedRecord, identity.Earliest));
        Assert.Contains("oai_dc", SourceDescription.Formats(Bytes("sickle/sickle__tests__sample_data__ListMetadataFormats.xml")).Select(f => f.Prefix));
        Assert.NotEmpty(SourceDescription.Sets(Bytes("sickle/sickle__tests__sample_data__ListSets.xml")));
        foreach (var (file, meaning) in new[]
        {
            ("badArgument", ErrorMeaning.BadArgument), ("badResumptionToken", ErrorMeaning.BadToken), ("cannotDisseminateFormat", ErrorMeaning.BadFormat),
            ("idDoesNotExist", ErrorMeaning.UnknownId), ("noRecordsMatch", ErrorMeaning.NoRecords), ("noSetHierarchy", ErrorMeaning.NoSets), ("undefinedError", ErrorMeaning.Unknown),
        })
        {
            Assert.Equal(meaning, ErrorMeanings.Of(AnswerReader.Read(Bytes($"sickle/sickle__tests__sample_data__{file}.xml")).Errors[0], hasToken: false));
        }
    }

    private static IEnumerable<(string Name, byte[] Bytes, XElement Truth)> WellFormed()
    {
        foreach (var path in Directory.EnumerateFiles(RealAnswersFactAttribute.Folder(), "*.xml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var bytes = File.ReadAllBytes(path);
            if (Parsed(bytes) is { Name.LocalName: "OAI-PMH" } truth)
            {
                yield return (Path.GetFileName(path), bytes, truth);
            }
        }
    }

    private static XElement? Parsed(byte[] bytes)
    {
        try
        {
            return XElement.Load(new MemoryStream(bytes), LoadOptions.PreserveWhitespace);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(RealAnswersFactAttribute.Folder(), name));

    /// <summary>Of the protocol: children of the envelope and of the list in it.</summary>
    private static IEnumerable<XElement> Named(XElement truth, string name) =>
        truth.Elements().Concat(truth.Elements().Elements()).Concat(truth.Elements().Elements().Elements()).Where(e => e.Name.LocalName == name);

    private static IEnumerable<string> Ids(XElement truth) => Named(truth, "header").Select(h => h.Elements().FirstOrDefault(e => e.Name.LocalName == "identifier")?.Value.Trim()).OfType<string>();

    private static string Words(XElement record) => string.Concat(record.Elements().Where(e => e.Name.LocalName == "metadata").SelectMany(m => m.Elements()).Select(e => e.Value)).ReplaceLineEndings("\n");
}

/// <summary>A test on real answers; reported as skipped where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealAnswersFactAttribute : FactAttribute
{
    public RealAnswersFactAttribute()
    {
        if (!Directory.Exists(Folder()))
        {
            Skip = "The real answers (../shared/data/oaipmh) are not beside the repository.";
        }
    }

    public static string Folder([CallerFilePath] string here = "")
    {
        // Beside the repository, or beside the folder of its worktrees.
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../.."));
        return Array.Find([Path.Combine(root, "shared/data/oaipmh"), Path.Combine(root, "../shared/data/oaipmh")], Directory.Exists) ?? "";
    }
}
