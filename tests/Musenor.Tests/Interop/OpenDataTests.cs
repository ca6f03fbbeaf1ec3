using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Heritage.Standards.Lido;
using Heritage.Standards.Text;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Collections.Notices;
using Musenor.CommandLine;
using Musenor.Interop.OpenData;
using Musenor.Tests.Collections;
using Musenor.Tests.Collections.Editing;
using Musenor.Tests.Collections.Quality;
using Musenor.Tests.Corpora;
using Xunit;

namespace Musenor.Tests.Interop;

[Collection("console")]
public sealed class OpenDataTests : IAsyncLifetime
{
    private readonly MusenorFixture _portal = new();

    public async Task InitializeAsync()
    {
        await _portal.Listed("M0160");
        await _portal.Notice("M0160000001", "M0160", ("TITR", "=1+1"), ("INV", "1"), ("AUTR", "Dupont Jean (1801-1850)"), ("DESC", "Une vue\nle soir"));
        await _portal.Notice("M0160000002", "M0160", ("TITR", "Assiette"), ("INV", "2"));
        await _portal.Notice("M0160000003", "M0160", ("TITR", "Retirée"), ("INV", "3"));
        await _portal.Write(new Incoming("M0160999999", "M0160", new Dictionary<string, string> { ["INV"] = "4", ["DOMN"] = "dessin", ["STAT"] = "x" }) { IsDemo = true });
        await _portal.Withdraw(await _portal.Curator("claire", "M0160"), "M0160000003");
        await _portal.Photograph("M0160000001", SoundFiles.Png, kind: "png");
    }

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task The_public_files_hold_what_is_published_and_nothing_invented()
    {
        using var visitor = _portal.Visitor();
        Assert.NotNull((await visitor.Page("/donnees")).QuerySelector(".empty"));
        await _portal.Services.GetRequiredService<MakeDumps>().Run();
        var page = await visitor.Page("/donnees");
        Assert.Contains("Licence Ouverte 2.0", page.Words(), StringComparison.Ordinal);
        Assert.All(page.QuerySelectorAll("tbody td[data-label=Notices]"), t => Assert.Equal("2", t.TextContent));
        var files = new Dictionary<string, byte[]>();
        foreach (var link in page.QuerySelectorAll("a[download]"))
        {
            using var answer = await visitor.GetAsync(link.GetAttribute("href"));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            files[link.GetAttribute("href")!.Split('.', 2)[1]] = await answer.Content.ReadAsByteArrayAsync();
        }

        var csv = new CsvReader(new StringReader(Text(files["csv.gz"]).Trim('\uFEFF'))).Read().ToList();
        Assert.Equal(["M0160000001", "M0160000002"], csv.Skip(1).Select(r => r.Cells[0]));
        var title = csv[1].Cells[csv[0].Cells.ToList().IndexOf("TITR")];
        Assert.Equal(("'=1+1", "=1+1"), (title, CsvWriter.Unguard(title)));

        var lines = Text(files["jsonl.gz"]).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal(["=1+1", "Assiette"], lines.Select(l => l.GetProperty("fields").GetProperty("TITR").GetString()));
        Assert.Equal(1, lines[0].GetProperty("images").GetArrayLength());

        using var zip = new ZipArchive(new MemoryStream(files["lido.zip"]));
        using var entry = Assert.Single(zip.Entries).Open();
        var lido = await XDocument.LoadAsync(entry, LoadOptions.None, default);
        Assert.Equal(2, lido.Root!.Elements(XName.Get("lido", LidoWriter.Namespace)).Count());
    }

    [Fact]
    public async Task A_round_that_dies_leaves_the_files_of_the_day_before()
    {
        var make = _portal.Services.GetRequiredService<MakeDumps>();
        await make.Run();
        var before = await make.Read();
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => make.Run(stop.Token));
        Assert.Equal(before, await make.Read());
        Assert.Empty(Directory.EnumerateFiles(Path.GetDirectoryName(make.PathOf("x"))!, "*.tmp"));
        using var visitor = _portal.Visitor();
        foreach (var wrong in new[] { "/donnees/..%2F..%2Fmusenor.db", "/donnees/musenor.db", $"/donnees/{before[0].File}.tmp" })
        {
            using var none = await visitor.GetAsync(wrong);
            Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        }

        // A second round replaces them; the old ones stay a day for those who are fetching them.
        _portal.Clock.Advance(TimeSpan.FromMinutes(1));
        await make.Run();
        Assert.True(File.Exists(make.PathOf(before[0].File)));
        _portal.Clock.Advance(TimeSpan.FromDays(2));
        await make.Run();
        Assert.False(File.Exists(make.PathOf(before[0].File)));
    }

    [Fact]
    public async Task A_file_of_the_day_before_is_served_a_day_after_it_was_replaced()
    {
        var make = _portal.Services.GetRequiredService<MakeDumps>();
        await make.Run();
        var before = (await make.Read())[0];
        _portal.Clock.Advance(TimeSpan.FromDays(1.2));
        await make.Run();
        _portal.Clock.Advance(TimeSpan.FromHours(23));
        await make.Run();
        using var visitor = _portal.Visitor();
        using var kept = await visitor.GetAsync($"/donnees/{before.File}");
        Assert.Equal((HttpStatusCode.OK, $"\"{before.Hash}\""), (kept.StatusCode, kept.Headers.ETag?.Tag));
        _portal.Clock.Advance(TimeSpan.FromHours(2));
        using var gone = await visitor.GetAsync($"/donnees/{before.File}");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        await make.Run();
        Assert.False(File.Exists(make.PathOf(before.File)));
    }

    [Fact]
    public async Task The_catalogue_of_the_files_tells_programs_their_addresses_sizes_and_sums_which_are_true()
    {
        using var visitor = _portal.Visitor();
        Assert.Equal(0, Set(await visitor.GetStringAsync("/donnees/index.json")).GetProperty("dcat:distribution").GetArrayLength());
        await _portal.Services.GetRequiredService<MakeDumps>().Run();
        var set = Set(await visitor.GetStringAsync("/donnees/index.json"));
        Assert.Equal("https://www.etalab.gouv.fr/licence-ouverte-open-licence", set.GetProperty("dct:license").GetProperty("@id").GetString());
        var sums = await visitor.GetStringAsync("/donnees/SHA256SUMS");
        Assert.Equal(3, set.GetProperty("dcat:distribution").GetArrayLength());
        foreach (var file in set.GetProperty("dcat:distribution").EnumerateArray())
        {
            var address = new Uri(file.GetProperty("dcat:downloadURL").GetProperty("@id").GetString()!).AbsolutePath;
            using var answer = await visitor.GetAsync(address);
            var bytes = await answer.Content.ReadAsByteArrayAsync();
            var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
            Assert.Equal((bytes.Length, hash), (file.GetProperty("dcat:byteSize").GetInt32(), file.GetProperty("spdx:checksum").GetProperty("spdx:checksumValue").GetProperty("@value").GetString()));
            Assert.Contains($"{hash}  {address.Split('/')[^1]}\n", sums, StringComparison.Ordinal);
            Assert.Equal($"\"{hash}\"", answer.Headers.ETag!.Tag);
            Assert.NotNull(answer.Content.Headers.LastModified);
            using var piece = new HttpRequestMessage(HttpMethod.Get, address);
            piece.Headers.Range = new(1, 4);
            using var part = await visitor.SendAsync(piece);
            Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
            Assert.Equal(bytes[1..5], await part.Content.ReadAsByteArrayAsync());
            using var known = new HttpRequestMessage(HttpMethod.Get, address);
            known.Headers.IfNoneMatch.Add(answer.Headers.ETag);
            using var same = await visitor.SendAsync(known);
            Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        }

        JsonElement Set(string text) => JsonDocument.Parse(text).RootElement.GetProperty("dcat:dataset")[0];
    }

    [Fact]
    public async Task A_notice_is_given_in_lido_and_in_json_ld_and_its_page_says_so()
    {
        using var visitor = _portal.Visitor();
        var page = await visitor.Page("/notices/M0160000001");
        foreach (var (form, type) in new[] { (".lido.xml", "application/xml"), (".jsonld", "application/ld+json") })
        {
            Assert.NotNull(page.QuerySelector($"a[href='/notices/M0160000001{form}']"));
            using var answer = await visitor.GetAsync($"/notices/M0160000001{form}");
            Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
            using var gone = await visitor.GetAsync($"/notices/M0160000003{form}");
            Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
            using var none = await visitor.GetAsync($"/notices/rien{form}");
            Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        }

        var lido = XDocument.Parse(await visitor.GetStringAsync("/notices/M0160000001.lido.xml"));
        Assert.Equal("=1+1", lido.Descendants(XName.Get("titleSet", LidoWriter.Namespace)).First().Value);
        Assert.Contains("Notice de démonstration", await visitor.GetStringAsync("/notices/M0160999999.lido.xml"), StringComparison.Ordinal);
        Assert.Equal("VisualArtwork", JsonDocument.Parse(await visitor.GetStringAsync("/notices/M0160000001.jsonld")).RootElement.GetProperty("@type").GetString());
    }

    [Fact]
    public async Task Lido_changes_when_a_vocabulary_is_loaded()
    {
        await _portal.Notice("M0160000005", "M0160", ("TITR", "Estampe"), ("INV", "5"), ("DOMN", "gravure"));
        using var visitor = _portal.Visitor();
        using var before = await visitor.GetAsync("/notices/M0160000005.lido.xml");
        await _portal.Load("""[{"@id":"https://data.culture.fr/thesaurus/resource/ark:/67717/T51-1","prefLabel":[{"@language":"fr","@value":"gravure"}]}]""", "DOMN");
        using var again = new HttpRequestMessage(HttpMethod.Get, "/notices/M0160000005.lido.xml");
        again.Headers.IfNoneMatch.Add(before.Headers.ETag!);
        using var after = await visitor.SendAsync(again);
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.Contains("T51-1", await after.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_verb_writes_the_same_and_answers_as_the_contract_says()
    {
        var folder = Path.Combine(_portal.Folder, "out");
        var (status, said) = await Run("jsonl", "--query", "assiette", "--out", Path.Combine(folder, "a.jsonl"), "--json");
        Assert.Equal((ExitStatus.Done, 1), (status, JsonDocument.Parse(said).RootElement.GetProperty("notices").GetInt32()));
        Assert.Contains("Assiette", await File.ReadAllTextAsync(Path.Combine(folder, "a.jsonl")), StringComparison.Ordinal);
        Assert.Equal(ExitStatus.Refused, (await Run("csv", "--out", folder)).Status);

        (status, said) = await Run("joconde", "--museum", "M0160", "--out", folder, "--json");
        var answer = JsonDocument.Parse(said).RootElement;
        Assert.Equal((ExitStatus.Done, 2, 1), (status, answer.GetProperty("written").GetInt32(), answer.GetProperty("images").GetInt32()));
        var package = Assert.Single(answer.GetProperty("packages").EnumerateArray());
        Assert.All(new[] { package.GetProperty("file").GetString()!, package.GetProperty("report").GetString()! }, f => Assert.True(File.Exists(f), f));

        await _portal.Execute("update notice set fields = replace(fields, '\"STAT\":', '\"COMM\":') where ref = 'M0160000002'");
        Assert.Equal(ExitStatus.DoneWithRejects, (await Run("joconde", "--museum", "M0160", "--out", folder, "--json", "--sent", "--pilot")).Status);
        Assert.Equal("a-envoyer 1, envoye 1", await _portal.States("M0160"));
        Assert.Equal(ExitStatus.Refused, (await Run("joconde", "--museum", "M9998", "--out", folder)).Status);
        Assert.Equal(ExitStatus.Refused, (await Run("joconde", "--since", "hier", "--out", folder)).Status);
        Assert.Equal(ExitStatus.Done, (await Run("joconde", "--since", "2999-01-01", "--museum", "M0160", "--out", folder, "--json")).Status);
    }

    private static string Text(byte[] gzip)
    {
        using var text = new StreamReader(new GZipStream(new MemoryStream(gzip), CompressionMode.Decompress), Encoding.UTF8);
        return text.ReadToEnd();
    }

    private async Task<(int Status, string Said)> Run(params string[] arguments)
    {
        var (output, errors) = (Console.Out, Console.Error);
        using var said = new StringWriter();
        using var wrong = new StringWriter();
        try
        {
            Console.SetOut(said);
            Console.SetError(wrong);
            var root = new System.CommandLine.RootCommand();
            root.Options.Add(new System.CommandLine.Option<bool>("--json") { Recursive = true });
            root.Subcommands.Add(ExportVerb.Verb(_portal.Services));
            var status = await root.Parse(["export", .. arguments]).InvokeAsync();
            return (status, said.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(errors);
        }
    }
}
