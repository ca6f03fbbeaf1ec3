using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace Musenor.Tests.Architecture;

public sealed class RoomsTests
{
    [Fact]
    public void A_room_uses_only_the_rooms_it_may() => Empty(
        from file in Rooms.Sources()
        from used in Rooms.Named(file.Code).Concat(Rooms.Read(file.Code)).Distinct()
        where used != file.Room && !Rooms.MayUse[file.Room].Contains(used)
        select $"{file.Name} uses {used}, which {file.Room} may not");

    [Fact]
    public void A_room_writes_only_its_own_tables() => Empty(
        from file in Rooms.Sources()
        from owner in Rooms.Written(file.Code)
        where owner != file.Room
        select $"{file.Name} writes a table of {owner}");

    [Fact]
    public void Every_folder_is_a_room_of_the_plan() => Assert.Equal(
        Rooms.MayUse.Keys.Order(),
        Directory.GetDirectories(Rooms.Root()).Select(d => Path.GetFileName(d)!).Except(["Assets", "bin", "node_modules", "obj", "Properties", "wwwroot"]).Order());

    [Fact]
    public void The_plan_has_no_circle()
    {
        var left = new Dictionary<string, string[]>(Rooms.MayUse);
        while (left.FirstOrDefault(room => !room.Value.Any(left.ContainsKey)).Key is { } free)
        {
            left.Remove(free);
        }

        Assert.Empty(left.Keys);
    }

    [Fact]
    public void The_plan_is_the_one_that_the_architecture_page_tells()
    {
        var page = File.ReadAllText(Path.Combine(Rooms.Root(), "../../docs/architecture.md"));
        Empty(Rooms.MayUse.Keys.Where(room => !Regex.IsMatch(page, $@"^\| *`?{room}/?`? *\|", RegexOptions.Multiline)).Select(room => $"docs/architecture.md has no row for {room}"));
    }

    [Fact]
    public void Migrations_are_numbered_once_across_the_house() => Empty(
        from file in Rooms.Sources("*.sql")
        let name = Path.GetFileName(file.Name)
        group name by Regex.Replace(name, @"\.(sqlite|postgres)\.sql$", ".sql")[..4] into numbered
        where numbered.Select(n => Regex.Replace(n, @"\.(sqlite|postgres)\.sql$", ".sql")).Distinct().Count() > 1
        select string.Join(", ", numbered));

    [Fact]
    public void The_library_of_standards_stands_alone()
    {
        var project = XDocument.Load(Path.Combine(Rooms.Root(), "../Heritage.Standards/Heritage.Standards.csproj"));
        Empty(project.Descendants().Where(e => e.Name.LocalName is "PackageReference" or "ProjectReference" or "FrameworkReference").Select(e => e.ToString()));
        Assert.Equal("Microsoft.NET.Sdk", project.Root!.Attribute("Sdk")!.Value);
    }

    [Theory]
    [InlineData("using Musenor.Collections.Search;")]
    [InlineData("var x = new Collections.SearchNotices();")]
    [InlineData("@inject Musenor.Collections.SearchNotices Search")]
    [InlineData("@using Musenor.Collections")]
    [InlineData("@inject Collections.Search.SearchNotices Search")]
    [InlineData("services.AddSingleton<Musenor.Collections.Search.SearchNotices>();")]
    [InlineData("int x = 1; // fine\nusing Musenor.Collections;")]
    public void The_check_sees_a_room_that_is_named(string code) => Assert.Contains("Collections", Rooms.Named(code));

    [Theory]
    [InlineData("update notice set")]
    [InlineData("insert into notice (ref)")]
    [InlineData("delete from notice_image where")]
    [InlineData("INSERT INTO Notice (ref)")]
    [InlineData("insert or replace into notice_column (number)")]
    public void The_check_sees_a_table_that_is_written(string sql) => Assert.Contains("Collections", Rooms.Written(sql));

    [Theory]
    [InlineData("select 1 from museum m")]
    [InlineData("select 1 from notice n\n  join museum m on true")]
    [InlineData("museum_id text references museum (id)")]
    public void The_check_sees_a_table_that_is_read(string sql) => Assert.Contains("Museums", Rooms.Read(sql));

    [Theory]
    [InlineData("using System.Collections.Generic;")]
    [InlineData("/// <summary>Collections.Search would be wrong here.</summary>")]
    [InlineData("// Museums.Slug")]
    [InlineData("var collections = 1;")]
    public void The_check_is_not_fooled(string code) => Assert.Empty(Rooms.Named(code));

    private static void Empty(IEnumerable<string> faults) => Assert.True(!faults.Any(), string.Join('\n', faults));
}
