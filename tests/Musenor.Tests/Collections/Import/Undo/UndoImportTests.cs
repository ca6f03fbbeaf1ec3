using System.Net;
using Musenor.Accounts.Access;
using Musenor.Collections.Notices;
using Musenor.Tests.Accounts;
using Musenor.Tests.Collections.Editing;
using Musenor.Tests.Collections.Import.Workshop;
using Xunit;

namespace Musenor.Tests.Collections.Import.Undo;

/// <summary>An import put back leaves the catalogue as it was before, but for what somebody did since.</summary>
public sealed class UndoImportTests : IAsyncLifetime
{
    private readonly WorkshopPortal _shop = new();

    public Task InitializeAsync() => _shop.InitializeAsync();

    public Task DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task Words_come_back_and_what_the_import_created_is_withdrawn()
    {
        await _shop.Import(WorkshopPortal.Rows(1, 3));
        var before = await _shop.Store();
        var import = await _shop.Import(WorkshopPortal.Rows(2, 3, "Autre vue"));
        Assert.Equal((1, 2), (import.New, import.Changed));
        var report = await _shop.Undo(import.Id);
        Assert.Equal((3, 2, 1, 0), (report.Looked, report.Restored, report.Withdrawn, report.Kept));
        Assert.Equal(before, string.Join('\n', (await _shop.Store()).Split('\n').Where(l => !l.StartsWith("M0160000004", StringComparison.Ordinal))));
        using var visitor = _shop.Portal.Visitor();
        using var gone = await visitor.GetAsync("/notices/M0160000004");
        Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
        Assert.Contains("annulation de l’import", (await gone.Page()).Words(), StringComparison.Ordinal);
        Assert.Equal(["M0160000001", "M0160000002", "M0160000003"], (await _shop.Portal.Refs("vue")).Order());
        Assert.Empty(await _shop.Portal.Refs("autre"));
    }

    [Fact]
    public async Task What_somebody_changed_since_is_left_and_told()
    {
        await _shop.Import(WorkshopPortal.Rows(1, 3));
        var import = await _shop.Import(WorkshopPortal.Rows(1, 4, "Autre vue"));
        var paul = await _shop.Portal.Curator("paul", "M0160");
        await _shop.Portal.Edit(paul, "M0160000001", ("TITR", "Vue corrigée"));
        await _shop.Import(WorkshopPortal.Rows(4, 1, "Vue d’un autre fichier"));
        await _shop.Portal.Withdraw(paul, "M0160000002");
        var report = await _shop.Undo(import.Id);
        Assert.Equal((2, 0, 2), (report.Restored, report.Withdrawn, report.Kept));
        Assert.Equal(("Vue corrigée", "Vue d’un autre fichier"), (await _shop.Portal.Text("M0160000001", "TITR"), await _shop.Portal.Text("M0160000004", "TITR")));
        // Withdrawn by somebody: its words are back, and it stays withdrawn.
        Assert.Equal(("Vue", "withdrawn"), (await _shop.Portal.Text("M0160000002", "TITR"), await _shop.Query<string>("select state from notice where ref = 'M0160000002'")));
        var list = ImportPortal.Report(report.KeptList);
        Assert.Equal(["M0160000001 Modification à la main", "M0160000004 Import"], list.Skip(1).Select(r => $"{r[0]} {r[1]}"));
    }

    [Fact]
    public async Task A_change_that_was_itself_undone_counts_for_nothing()
    {
        await _shop.Import(WorkshopPortal.Rows(1, 2));
        var first = await _shop.Import(WorkshopPortal.Rows(1, 2, "Deux"));
        var second = await _shop.Import(WorkshopPortal.Rows(1, 2, "Trois"));
        Assert.Equal(2, (await _shop.Undo(second.Id)).Restored);
        Assert.Equal(2, (await _shop.Undo(first.Id)).Restored);
        Assert.Equal("Vue", await _shop.Portal.Text("M0160000001", "TITR"));
    }

    [Fact]
    public async Task An_import_is_undone_once()
    {
        var import = await _shop.Import(WorkshopPortal.Rows(1, 2));
        Assert.Null((await _shop.Undo(import.Id)).Refusal);
        Assert.Contains("déjà été annulé", (await _shop.Undo(import.Id)).Refusal, StringComparison.Ordinal);
        Assert.Contains("Aucun import", (await _shop.Undo("absent")).Refusal, StringComparison.Ordinal);
        Assert.Equal(1, await _shop.Query<long>("select count(*) from journal where action = 'import.undo'"));
    }

    [Fact]
    public async Task The_corrected_file_brings_the_notices_back_as_new_without_what_the_wrong_one_said()
    {
        var wrong = await _shop.Import("REF;INV;DOMN;STAT;MUSEO;TITR;DESC\nM0160000001;A 1;peinture;x;M0160;Faux;Description d’un autre");
        await _shop.Undo(wrong.Id);
        var right = await _shop.Import(WorkshopPortal.Rows(1, 1));
        Assert.Equal((1, 0, 0), (right.New, right.Changed, right.Warnings));
        Assert.Equal(("Vue", ""), (await _shop.Portal.Text("M0160000001", "TITR"), await _shop.Portal.Text("M0160000001", "DESC")));
        Assert.Equal(["M0160000001"], await _shop.Portal.Refs("vue"));
        // And it can be undone again; nothing of the history is lost.
        Assert.Equal(1, (await _shop.Undo(right.Id)).Withdrawn);
        Assert.Equal(4, await _shop.Query<long>("select count(*) from notice_change where ref = 'M0160000001'"));
    }

    [Fact]
    public async Task Taken_up_by_hand_a_notice_put_back_stays_withdrawn_and_its_correction_holds()
    {
        var wrong = await _shop.Import(WorkshopPortal.Rows(1, 1));
        await _shop.Undo(wrong.Id);
        await _shop.Portal.Edit(await _shop.Portal.Curator("paul", "M0160"), "M0160000001", ("TITR", "Corrigée"));
        Assert.Equal("withdrawn", await _shop.Query<string>("select state from notice where ref = 'M0160000001'"));
        await _shop.Import(WorkshopPortal.Rows(1, 1, "Autre"));
        Assert.Equal(("withdrawn", "Corrigée"), (await _shop.Query<string>("select state from notice where ref = 'M0160000001'"), await _shop.Portal.Text("M0160000001", "TITR")));
    }

    [Fact]
    public async Task A_reference_that_the_import_gave_is_taken_back_with_it()
    {
        await _shop.Import("INV;DOMN;STAT;MUSEO;TITR;REF\nA 9;peinture;x;M0160;Vue;M0160000009", "avec.csv");
        await _shop.Portal.Notice(null, "M0160", ("INV", "B 1"), ("TITR", "Vue"));
        var given = await _shop.Import("REF;INV;DOMN;STAT;MUSEO;TITR\nM0160000077;B 1;peinture;x;M0160;Vue", "donne.csv");
        Assert.Equal(1, given.Changed);
        await _shop.Undo(given.Id);
        Assert.Equal(0, await _shop.Query<long>("select count(*) from notice where joconde_ref = 'M0160000077'"));
        // The reference is free for the object that it really is.
        Assert.Equal(1, (await _shop.Import("REF;INV;DOMN;STAT;MUSEO;TITR\nM0160000077;C 1;peinture;x;M0160;Autre", "autre.csv")).New);
    }

    [Fact]
    public async Task What_the_demonstration_had_invented_is_a_demonstration_again()
    {
        await _shop.Portal.Write(new Incoming("M0160000001", "M0160", new Dictionary<string, string> { ["REF"] = "M0160000001", ["INV"] = "A 1", ["DOMN"] = "dessin", ["STAT"] = "x", ["TITR"] = "Inventée" }) { IsDemo = true });
        var import = await _shop.Import(WorkshopPortal.Rows(1, 1));
        Assert.False(await _shop.Query<bool>("select is_demo from notice where ref = 'M0160000001'"));
        await _shop.Undo(import.Id);
        Assert.True(await _shop.Query<bool>("select is_demo from notice where ref = 'M0160000001'"));
        Assert.Equal("Inventée", await _shop.Portal.Text("M0160000001", "TITR"));
    }

    [Fact]
    public async Task A_reference_that_the_portal_gave_stays_for_good()
    {
        var notice = (await _shop.Portal.Notice(null, "M0160", ("INV", "B 9"), ("TITR", "Vue"))).Ref;
        Task<IReadOnlyDictionary<string, string>> Give() => _shop.Database.Write((connection, transaction) => new GiveReferences().Run(connection, transaction, "M0160", "M0160", [notice]));
        var given = (await Give())[notice];
        var import = await _shop.Import("INV;DOMN;STAT;TITR\nB 9;peinture;x;Autre vue", "libre.csv", change: f => f with { MuseumId = "M0160", Profile = "csv-excel-libre" });
        Assert.Equal(1, import.Changed);
        Assert.Equal(1, (await _shop.Undo(import.Id)).Restored);
        Assert.Equal(given, await _shop.Query<string>("select joconde_ref from notice where ref = @notice", new { notice }));
        Assert.Equal(given, (await Give())[notice]);
    }

    [Fact]
    public async Task Another_museum_does_not_take_the_address_of_what_was_put_back()
    {
        var import = await _shop.Import(WorkshopPortal.Rows(1, 1));
        await _shop.Undo(import.Id);
        var other = await _shop.Import($"{ImportPortal.Header}\nM0160000001;Z 1;peinture;x;M0638;Prise", "autre.csv");
        Assert.Equal((0, 1), (other.New, other.Rejected));
        Assert.Equal("M0160", await _shop.Query<string>("select museum_id from notice where ref = 'M0160000001'"));
        Assert.Equal(1, (await _shop.Import(WorkshopPortal.Rows(1, 1), "retour.csv")).New);
    }

    [Fact]
    public async Task Whoever_puts_back_is_named_not_whoever_imported()
    {
        var address = (await _shop.Imported(WorkshopPortal.Rows(1, 2))).Request.Address;
        using var other = await _shop.Portal.SignedIn(Role.Professional, "M0160", "paul@example.org");
        using var answer = await other.Send($"{address}/annuler", []);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("undone", (await _shop.Settled(address)).Request.State);
        Assert.Equal("paul@example.org", await _shop.Query<string>("select distinct a.email from notice_change c join account a on a.id = c.account_id where c.action <> 'import'"));
        Assert.Equal("paul@example.org", await _shop.Query<string>("select a.email from import_undo u join account a on a.id = u.account_id"));
    }

    [Fact]
    public async Task The_history_of_a_notice_tells_it()
    {
        await _shop.Import(WorkshopPortal.Rows(1, 1));
        var import = await _shop.Import(WorkshopPortal.Rows(1, 1, "Autre vue"), "deuxième.csv");
        await _shop.Undo(import.Id);
        var page = await _shop.Claire.Page("/gestion/notices/M0160000001/historique");
        Assert.Equal(["Annulation d’un import", "Import", "Entrée de la notice"], page.QuerySelectorAll("ol.history h2").Select(h => h.TextContent));
        Assert.Contains("l’import de deuxième.csv", page.Words(), StringComparison.Ordinal);
    }
}
