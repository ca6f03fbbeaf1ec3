using System.Net.Http.Headers;
using System.Text;
using AngleSharp.Dom;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Accounts.Access;
using Musenor.Collections.Import;
using Musenor.Collections.Import.Undo;
using Musenor.Collections.Import.Workshop;
using Musenor.Storage;
using Musenor.Tests.Accounts;
using Musenor.Tests.Collections.Editing;
using Xunit;

namespace Musenor.Tests.Collections.Import.Workshop;

/// <summary>A portal with two museums and somebody who works in the first, to whose imports files are handed over.</summary>
public sealed class WorkshopPortal : IAsyncLifetime
{
    public const string Ask = "/gestion/imports/nouveau";
    public const string Email = "claire@example.org";
    private readonly string _files = Directory.CreateTempSubdirectory("workshop-").FullName;

    public MusenorFixture Portal { get; } = new();

    public HttpClient Claire { get; private set; } = null!;

    public Database Database => Portal.Services.GetRequiredService<Database>();

    public async Task InitializeAsync()
    {
        await Portal.Museum("M0160", "Palais des Beaux-Arts", "Lille");
        await Portal.Museum("M0638", "Musée des Beaux-Arts", "Valenciennes");
        Claire = await Portal.SignedIn(Role.Professional, "M0160", Email);
    }

    public async Task DisposeAsync()
    {
        Claire.Dispose();
        await Portal.DisposeAsync();
        Directory.Delete(_files, recursive: true);
    }

    public static string Text(params string[] rows) => string.Join('\n', rows.Prepend(ImportPortal.Header));

    public static string Rows(int from, int count, string title = "Vue") => string.Join('\n', Enumerable.Range(from, count).Select(i => ImportPortal.Row(i, title)).Prepend(ImportPortal.Header));

    /// <summary>Sends the file by the form; answers the address of its page.</summary>
    public Task<string> Give(string text, string name = "notices.csv", string museum = "M0160", params (string Name, string Value)[] more) => Give(Claire, text, name, museum, more);

    public static async Task<string> Give(HttpClient who, string text, string name, string museum, params (string Name, string Value)[] more)
    {
        using var answer = await Send(who, text, name, museum, more);
        return answer.StatusCode == System.Net.HttpStatusCode.Redirect ? answer.Headers.Location!.OriginalString
            : throw new InvalidOperationException($"{answer.StatusCode}: {(await answer.Page()).Words()}");
    }

    public static async Task<HttpResponseMessage> Send(HttpClient who, string text, string name, string museum, params (string Name, string Value)[] more)
    {
        var form = (await who.Page(Ask)).QuerySelector("#f-import")!;
        return await who.PostAsync(Ask, Form(form, text, name, museum, more));
    }

    public static MultipartFormDataContent Form(IElement form, string text, string name, string museum, params (string Name, string Value)[] more)
    {
        var content = new MultipartFormDataContent();
        foreach (var hidden in form.QuerySelectorAll("input[type=hidden]").Where(h => h.GetAttribute("name") != "musee"))
        {
            content.Add(new StringContent(hidden.GetAttribute("value") ?? ""), hidden.GetAttribute("name")!);
        }

        content.Add(new StringContent(museum), "musee");
        foreach (var (key, value) in more)
        {
            content.Add(new StringContent(value), key);
        }

        var file = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        file.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        content.Add(file, "fichier", name);
        return content;
    }

    /// <summary>Until nobody works on it any more: by the worker of the portal, or by this one. What goes on may take its time; what stands still may not.</summary>
    public async Task<ImportView> Settled(string address, MusenorFixture? portal = null)
    {
        (string, string, int, long) seen = default;
        for (var i = 0; i < 600; i++)
        {
            await (portal ?? Portal).Services.GetRequiredService<WorkImports>().Run();
            var view = await Read(address);
            if (!view.Request.IsQueued)
            {
                return view;
            }

            var now = (view.Request.State, view.Request.Stage, view.Request.Share, view.Request.RowsDone);
            (seen, i) = (now, seen == now ? i : 0);
            await Task.Delay(50);
        }

        throw new TimeoutException($"{address} never settles.");
    }

    public async Task<ImportView> Read(string address) => (await Portal.Services.GetRequiredService<ReadImport>().Run(address.Split('/')[^1]))!;

    /// <summary>A button of the page.</summary>
    public static async Task Press(HttpClient who, string address, string deed)
    {
        using var answer = await who.Send(address, new() { ["geste"] = deed }, deed == DecideImport.Stop ? "section form[method=post]" : "main form.act");
        Assert.Equal(System.Net.HttpStatusCode.Redirect, answer.StatusCode);
    }

    public async Task<ImportView> Imported(string text, string name = "notices.csv", params (string Name, string Value)[] more)
    {
        var address = await Give(text, name, "M0160", more);
        Assert.Equal("tried", (await Settled(address)).Request.State);
        await Press(Claire, address, DecideImport.Import);
        return await Settled(address);
    }

    public async Task<ImportView> Undone(string address)
    {
        using var answer = await Claire.Send($"{address}/annuler", []);
        Assert.Equal(System.Net.HttpStatusCode.Redirect, answer.StatusCode);
        return await Settled(address);
    }

    public Task<UndoReport> Undo(string import) => Portal.Services.GetRequiredService<UndoImport>().Run(Person.Operator, import);

    /// <summary>As the command line does.</summary>
    public Task<ImportReport> Import(string text, string name = "verbe.csv", Action<ImportProgress>? progress = null, Func<ImportNotices.Form, ImportNotices.Form>? change = null, CancellationToken stop = default)
    {
        var path = Path.Combine(_files, name);
        File.WriteAllText(path, text);
        return Portal.Services.GetRequiredService<ImportNotices>().Run(change?.Invoke(new(path)) ?? new(path), progress is null ? null : new Watcher(progress), stop);
    }

    public static string Counts(ImportRecord? r) => r is null ? "" : $"{r.RowsDone} read, {r.Created} new, {r.Changed} changed, {r.Unchanged} unchanged, {r.Rejected} rejected";

    public async Task<T> Query<T>(string sql, object? values = null)
    {
        await using var connection = await Database.Open();
        return await connection.QuerySingleAsync<T>(sql, values);
    }

    public async Task Execute(string sql, object? values = null)
    {
        await using var connection = await Database.Open();
        await connection.ExecuteAsync(sql, values);
    }

    /// <summary>All that visitors and imports see of the catalogue: reference, state, words.</summary>
    public Task<string> Store() => Store(Database);

    public static async Task<string> Store(Database database)
    {
        await using var connection = await database.Open();
        return string.Join('\n', (await connection.QueryAsync<string>("""
            select n.ref || '|' || coalesce(n.joconde_ref, '') || '|' || n.museum_id || '|' || n.inventory_key || '|' || n.state || '|' || n.fields || '|' || c.facets || '|' || c.title_key
            from notice n join notice_column c on c.number = n.number order by n.ref
            """)).Select(line => line.Replace('\n', ' ')));
    }

    private sealed class Watcher(Action<ImportProgress> watch) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => watch(value);
    }
}
