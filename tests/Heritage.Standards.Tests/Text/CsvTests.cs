using FsCheck;
using FsCheck.Fluent;
using Heritage.Standards.Text;
using Xunit;

namespace Heritage.Standards.Tests.Text;

public sealed class CsvTests
{
    [Fact]
    public void Reads_quotes_delimiters_and_lines_inside_cells()
    {
        var records = Read("a;b;c\r\n\"1;1\";\"2\n2\";\"3\"\"3\"\r\nx;y;z");
        Assert.Equal(["1;1", "2\n2", "3\"3"], records[1].Cells);
        Assert.Equal((2, 4), (records[1].Line, records[2].Line));
    }

    [Theory]
    [InlineData("a;b\nc;d\n")]
    [InlineData("a;b\r\nc;d\r\n")]
    [InlineData("a;b\rc;d\r")]
    [InlineData("\uFEFFa;b\n\n\nc;d")]
    [InlineData("a,b\nc,d")]
    [InlineData("a\tb\nc\td")]
    public void Reads_every_line_end_and_finds_the_delimiter(string text) =>
        Assert.Equal(["a|b", "c|d"], Read(text).Select(r => string.Join('|', r.Cells)));

    [Fact]
    public void Finds_the_delimiter_that_comes_regularly()
    {
        Assert.Equal(';', new CsvReader(new StringReader("a;b,c,d\n1;2\n3;4,5")).Delimiter);
        Assert.Equal(',', new CsvReader(new StringReader("a,b,c\n1,\"2;3;4;5\",6\n7;7,8,9")).Delimiter);
    }

    [Fact]
    public void Keeps_a_stray_quote_as_text_and_says_so()
    {
        var records = Read("REF;DESC\n1;Une \"belle\" oeuvre\n2;\"Une \"belle\" oeuvre\"\n");
        Assert.Equal("Une \"belle\" oeuvre", records[1].Cells[1]);
        Assert.Equal("Une \"belle\" oeuvre", records[2].Cells[1]);
        Assert.All(records.Skip(1), r => Assert.NotNull(r.Remark));
    }

    [Fact]
    public void An_unclosed_quote_costs_its_own_line_only()
    {
        var records = Read("a;b\n1;\"open\n2;x\n3;\"y\"\n4;z\n");
        Assert.Equal([null, "2", null, null, null], records.Select(r => r.Problem is null ? null : $"{r.Line}"));
        Assert.Equal(["2;x", "3;y", "4;z"], records.Skip(2).Select(r => string.Join(';', r.Cells)));
        Assert.Equal([1L, 2, 3, 4, 5], records.Select(r => r.Line));
    }

    [Fact]
    public void An_unclosed_quote_on_the_last_line_is_a_problem_of_that_line()
    {
        var records = Read("a;b\n1;x\n2;\"open");
        Assert.NotNull(records[2].Problem);
        Assert.Equal(3, records.Count);
    }

    [Fact]
    public void An_unclosed_quote_with_all_cells_quoted_costs_its_own_line_only()
    {
        var records = Read("\"a\";\"b\"\n\"1\";\"open\n\"2\";\"x\"\n\"3\";\"y\"\n");
        Assert.Equal(["2"], records.Where(r => r.Problem is not null).Select(r => $"{r.Line}"));
        Assert.Equal(["2;x", "3;y"], records.Skip(2).Select(r => string.Join(';', r.Cells)));
    }

    [Fact]
    public void A_quote_never_closed_in_a_long_file_costs_its_own_line_only()
    {
        var rows = string.Concat(Enumerable.Range(0, 200_000).Select(i => $"{i};un texte sans guillemet\n"));
        var records = Read("a;b\n1;\"open\n" + rows, 100_000);
        Assert.Equal(200_002, records.Count);
        Assert.Equal(1, records.Count(r => r.Problem is not null));
    }

    [Fact]
    public void A_cell_over_the_bound_is_refused_and_the_next_line_is_read()
    {
        var records = Read($"a;b\n1;{new string('x', 5000)}\n2;y\n", 1000);
        Assert.Equal([false, true, false], records.Select(r => r.Problem is not null));
        Assert.Equal(["2", "y"], records[2].Cells);
    }

    [Fact]
    public void Memory_stays_bounded_on_a_file_without_any_line_end()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var records = new CsvReader(new EndlessText(300_000_000), ';').Read().ToList();
        Assert.NotNull(Assert.Single(records).Problem);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 60_000_000);
    }

    [Fact]
    public void Stays_fast_when_every_line_opens_a_quote()
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var lines = Read("a;b\n" + string.Concat(Enumerable.Repeat("1;\"open\n", 50_000)), 1_000_000);
        Assert.Equal(50_001, lines.Count);
        var inside = Read("a;b\n" + string.Concat(Enumerable.Repeat("1;\"open a \"b\n", 20_000)), 1_000_000);
        Assert.True(inside.Count > 1);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 20);
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        var cells = Gen.OneOf(ArbMap.Default.GeneratorFor<string>().Where(s => s is not null), Gen.Elements("a\"b", "x;y", "l1\nl2", "l1\r\nl2", "", " ", "=1", "'", "'=", "\"\"", "\""));
        var rows = cells.ListOf(3).NonEmptyListOf().ToArbitrary();
        Prop.ForAll(rows, table =>
        {
            var text = new StringWriter();
            var writer = new CsvWriter(text);
            writer.Write(["a", "b", "c"]);
            foreach (var row in table)
            {
                writer.Write(row);
            }

            var read = Read(text.ToString()).Skip(1).ToList();
            return read.Count == table.Count && read.Zip(table).All(p => p.First.Problem is null && p.First.Cells.SequenceEqual(p.Second));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Never_throws_on_any_text_and_never_loses_a_line()
    {
        var pieces = Gen.Elements("\"", "\"\"", ";", "\n", "\r\n", "a", "b c", "\r", "\"x\"", "\";\"").ListOf().Select(string.Concat).ToArbitrary();
        Prop.ForAll(pieces, text => Read(text).Select(r => r.Line).Zip(Read(text).Select(r => r.Line).Skip(1)).All(p => p.First < p.Second)).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("-5", "-5")]
    [InlineData("-5,25", "-5,25")]
    [InlineData("+2.3522", "+2.3522")]
    [InlineData("-5+1", "'-5+1")]
    [InlineData("-5,", "'-5,")]
    [InlineData("+33 3 20 00 00 00", "'+33 3 20 00 00 00")]
    [InlineData("-", "'-")]
    [InlineData("@x", "'@x")]
    [InlineData("'=x", "''=x")]
    [InlineData("'abc", "'abc")]
    [InlineData("abc", "abc")]
    public void Guards_formulas_and_gives_them_back(string cell, string guarded)
    {
        Assert.Equal(guarded, CsvWriter.Guard(cell));
        Assert.Equal(cell, CsvWriter.Unguard(guarded));
    }

    [Fact]
    public void The_guard_is_exact() =>
        Prop.ForAll(Gen.Elements("'", "=", "+", "a", "\t", " ", "-", "5", ",").ListOf().Select(string.Concat).ToArbitrary(), c => CsvWriter.Unguard(CsvWriter.Guard(c)) == c).QuickCheckThrowOnFailure();

    private static List<CsvRecord> Read(string text, int maximumCell = 1_000_000) => [.. new CsvReader(new StringReader(text), maximumCell: maximumCell).Read()];

    private sealed class EndlessText(long length) : TextReader
    {
        private long _left = length;

        public override int Read(char[] buffer, int index, int count)
        {
            var read = (int)Math.Min(_left, count);
            buffer.AsSpan(index, read).Fill('x');
            _left -= read;
            return read;
        }
    }
}
