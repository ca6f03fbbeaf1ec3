using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Heritage.Standards.Text;
using Musenor.Tests.Corpora;
using Xunit;

namespace Musenor.Tests.Accounts.Matrix;

/// <summary>The corpus typed in every field of every form by those who may send it, then every address read back by everyone.</summary>
public sealed class XssEverywhereTests : IAsyncLifetime
{
    private const int RoundsPerForm = 5;
    private static readonly string[] Writers = ["V", "C", "R", "N", "A"];
    private readonly MatrixFixture _matrix = new();
    private int _next;

    public Task InitializeAsync() => _matrix.InitializeAsync();

    public Task DisposeAsync() => _matrix.DisposeAsync();

    [Fact]
    public async Task Nothing_that_somebody_types_lives_on_any_page()
    {
        var sent = 0;
        foreach (var row in Readable())
        {
            foreach (var persona in Writers.Select(w => w[0]).Where(row.Who.Contains))
            {
                sent += await FillForms(row, persona);
            }
        }

        // Without this, a change of markup would leave the corpus unsent and the test green.
        Assert.True(sent > 100, $"Only {sent} forms were sent.");
        var faults = new List<string>();
        foreach (var row in Readable())
        {
            foreach (var persona in Personas.Letters.Where(row.Who.Contains))
            {
                await Read(row, persona, faults);
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(20)));
    }

    private static IEnumerable<Table.Row> Readable() => Table.Rows.Where(r => r.Method == "GET" && !r.Ends && !r.Route.Contains("evenements", StringComparison.Ordinal));

    private async Task<int> FillForms(Table.Row row, char persona)
    {
        var address = _matrix.Address(row);
        var sent = 0;
        for (var round = 0; round < RoundsPerForm; round++)
        {
            using var opened = await _matrix[persona].Client.GetAsync(address);
            if (!opened.IsSuccessStatusCode || opened.Content.Headers.ContentType?.MediaType != "text/html")
            {
                return sent;
            }

            var forms = new HtmlParser().ParseDocument(await opened.Content.ReadAsStringAsync())
                .QuerySelectorAll("main form[method=post]").OfType<IHtmlFormElement>().Where(f => f.Elements.Any(IsFree) && !Ends(f, row)).ToArray();
            if (forms.Length == 0)
            {
                return sent;
            }

            foreach (var form in forms)
            {
                using var answer = await _matrix[persona].Client.PostAsync(form.GetAttribute("action") is { Length: > 0 } action ? action : address, Filled(form));
                Assert.True((int)answer.StatusCode < 500, $"{row.Route} as {persona}: {answer.StatusCode} to a form of the corpus");
                if (answer.Content.Headers.ContentType?.MediaType == "text/html")
                {
                    Xss.AssertDead(await answer.Content.ReadAsStringAsync(), $"answer of {row.Route} as {persona}");
                }

                sent++;
            }
        }

        return sent;
    }

    private static bool Ends(IHtmlFormElement form, Table.Row row) =>
        Table.Rows.Any(r => r.Ends && r.Method == "POST" && r.Route == $"POST {(form.GetAttribute("action") is { Length: > 0 } action ? action : row.Address)}");

    private static bool IsFree(AngleSharp.Dom.IElement field) =>
        field is IHtmlTextAreaElement or IHtmlInputElement { Type: "text" or "search" or "url" or "tel" or "email" };

    private FormUrlEncodedContent Filled(IHtmlFormElement form) => new(
        from field in form.Elements
        where field.GetAttribute("name") is { Length: > 0 } && field is not IHtmlInputElement { Type: "radio" or "checkbox", IsChecked: false }
        select new KeyValuePair<string, string>(field.GetAttribute("name")!, field switch
        {
            _ when IsFree(field) => Xss.All[_next++ % Xss.All.Count],
            IHtmlInputElement input => input.Value,
            IHtmlSelectElement list => list.Value ?? "",
            _ => field.GetAttribute("value") ?? "",
        }));

    private async Task Read(Table.Row row, char persona, List<string> faults)
    {
        using var answer = await _matrix[persona].Client.GetAsync(_matrix.Address(row));
        var text = await answer.Content.ReadAsStringAsync();
        switch (answer.Content.Headers.ContentType?.MediaType)
        {
            case "text/html":
                if (Xss.Alive(text) is { } alive)
                {
                    faults.Add($"{row.Route} as {persona}: {alive}");
                }

                break;
            case "application/json" or "application/ld+json" or "application/problem+json":
                JsonDocument.Parse(text).Dispose();
                break;
            case "text/csv":
                faults.AddRange(new CsvReader(new StringReader(text)).Read().SelectMany(r => r.Cells)
                    .Where(c => c.Length > 1 && c[0] is '=' or '+' or '@' or '-' or '\t' or '\r' && !decimal.TryParse(c, out _)).Select(c => $"{row.Route}: the cell {c} computes"));
                break;
        }
    }
}
