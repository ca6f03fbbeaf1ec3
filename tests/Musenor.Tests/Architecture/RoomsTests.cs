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

    [Theory]
    [InlineData("using Musenor.Collections.Search;")]
    [InlineData("var x = new Collections.SearchNotices();")]
    [InlineData("@inject Musenor.Collections.SearchNotices Search")]
    public void The_check_sees_a_room_that_is_named(string code) => Assert.Contains("Collections", Rooms.Named(code));

    [Fact]
    public void The_check_sees_a_table_that_is_written() => Assert.Contains("Collections", Rooms.Written("update notice set"));

    [Fact]
    public void The_check_is_not_fooled_by_other_namespaces() => Assert.Empty(Rooms.Named("using System.Collections.Generic;"));

    private static void Empty(IEnumerable<string> faults) => Assert.True(!faults.Any(), string.Join('\n', faults));
}
