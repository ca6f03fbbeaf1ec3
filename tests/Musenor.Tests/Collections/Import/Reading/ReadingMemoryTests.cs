using System.IO.Compression;
using Musenor.Collections.Import;
using Musenor.Collections.Import.Reading;
using Xunit;

namespace Musenor.Tests.Collections.Import.Reading;

/// <summary>Alone in the process while they run: what other tests hold would be counted with what a reader holds.</summary>
[CollectionDefinition("Memory", DisableParallelization = true)]
public static class MemoryAlone;

[Collection("Memory")]
public sealed class ReadingMemoryTests
{
    [Fact]
    public void Memory_stays_bounded_on_many_rows()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("xlsx-").FullName, "long.xlsx");
        File.WriteAllBytes(path, new XlsxFile().Sheet("F", [new object?[] { "REF", "INV", "DOMN", "STAT", "MUSEO", "TITR" }, .. Enumerable.Range(1, 20_000).Select(i => new object?[] { $"M0160{i:000000}", $"A {i}", "peinture", "achat", "M0160", $"Une vue du port numéro {i}, huile sur toile de la collection du musée" })]).Bytes());
        try
        {
            var (file, refusal) = SourceFile.Open(path);
            using var source = file;
            Assert.Null(refusal);
            var read = new List<WeakReference>();
            var alive = 0;
            foreach (var row in source!.Rows())
            {
                read.Add(new WeakReference(row));
                Assert.Equal(read.Count + 1, row.Line);
                if (read.Count == 10_000)
                {
                    GC.Collect();
                    alive = read.Count(r => r.IsAlive);
                }
            }

            Assert.Equal(20_000, read.Count);
            // Only a few are there at a time.
            Assert.InRange(alive, 0, 100);
            Assert.Equal(1, source.Share);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    [Fact]
    public void Records_of_a_long_text_are_in_memory_one_at_a_time()
    {
        using var text = new Endless("[{\"reference\":\"1\"}", $",{{\"titre\":\"{new string('x', 900)}\"}}", 30_000, "]");
        using var records = new JsonRecords(text);
        var read = new List<WeakReference>();
        var alive = 0;
        while (records.Next() is { } record)
        {
            read.Add(new WeakReference(record));
            record.Dispose();
            if (read.Count == 15_000)
            {
                GC.Collect();
                alive = read.Count(r => r.IsAlive);
            }
        }

        Assert.Equal(30_001, read.Count);
        Assert.InRange(alive, 0, 100);
    }

    [Fact]
    public void A_workbook_that_unfolds_into_gigabytes_is_refused_before_it_is_read()
    {
        var bomb = new MemoryStream();
        using (var sound = new MemoryStream(new XlsxFile().Sheet("F", ["REF"]).Bytes()))
        using (var from = new ZipArchive(sound))
        using (var zip = new ZipArchive(bomb, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in from.Entries.Where(e => !e.FullName.Contains("sheet1", StringComparison.Ordinal)))
            {
                using var read = entry.Open();
                using var write = zip.CreateEntry(entry.FullName).Open();
                read.CopyTo(write);
            }

            using var sheet = zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.SmallestSize).Open();
            var blanks = new byte[1024 * 1024];
            for (var megabytes = 0; megabytes < 300; megabytes++)
            {
                sheet.Write(blanks);
            }
        }

        var path = Path.Combine(Directory.CreateTempSubdirectory("xlsx-").FullName, "bombe.xlsx");
        File.WriteAllBytes(path, bomb.ToArray());
        var before = GC.GetAllocatedBytesForCurrentThread();
        var (_, refusal) = SourceFile.Open(path);
        Assert.Contains("démesuré", refusal, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10L * 1024 * 1024);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }
}
