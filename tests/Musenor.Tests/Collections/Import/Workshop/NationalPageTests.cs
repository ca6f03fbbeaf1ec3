using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Collections.Import.Workshop;
using Musenor.Tests.Accounts;
using Musenor.Tests.Collections.Editing;
using Musenor.Tests.Collections.Import.National;
using Xunit;

namespace Musenor.Tests.Collections.Import.Workshop;

/// <summary>A museum takes over, from the page of imports, what the national base has of it.</summary>
public sealed class NationalPageTests : IAsyncLifetime
{
    private readonly WorkshopPortal _shop = new();
    private NationalServer _base = null!;
    private WebApplicationFactory<Program> _portal = null!;
    private HttpClient _claire = null!;

    public async Task InitializeAsync()
    {
        await _shop.InitializeAsync();
        _base = await NationalServer.Start();
        _portal = _shop.Portal.With(services => services.AddSingleton(_base.Source));
        _claire = _portal.CreateClient(new() { AllowAutoRedirect = false });
        using var answer = await _claire.Send("/compte/connexion", new() { ["email"] = WorkshopPortal.Email, ["password"] = AccountIntents.Password });
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    public async Task DisposeAsync()
    {
        _claire.Dispose();
        await _portal.DisposeAsync();
        await _base.DisposeAsync();
        await _shop.DisposeAsync();
    }

    [Fact]
    public async Task Its_notices_are_fetched_tried_and_imported_like_a_file()
    {
        var address = await Ask();
        var tried = await Settled(address);
        Assert.Equal(("tried", "250 read, 250 new, 0 changed, 0 unchanged, 0 rejected"), (tried.Request.State, WorkshopPortal.Counts(tried.Trial)));
        Assert.Equal(0, await _shop.Query<long>("select count(*) from notice"));
        await WorkshopPortal.Press(_claire, address, DecideImport.Import);
        Assert.Equal("250 read, 250 new, 0 changed, 0 unchanged, 0 rejected", WorkshopPortal.Counts((await Settled(address)).Run));
        // The import reads the file that was tried: the base is asked once.
        Assert.Equal(3, _base.Asked.Count);
        Assert.Contains("base-nationale-M0160.json", (await _claire.Page(address)).Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_base_that_fails_is_told_in_one_sentence_and_may_be_asked_again()
    {
        _base.Instead = (_, context) => { context.Response.StatusCode = 404; return Task.FromResult(true); };
        var address = await Ask();
        Assert.Equal("refused", (await Settled(address)).Request.State);
        Assert.Contains("base nationale", (await _claire.Page(address)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        _base.Instead = (_, _) => Task.FromResult(false);
        await WorkshopPortal.Press(_claire, address, DecideImport.Try);
        Assert.Equal("tried", (await Settled(address)).Request.State);
    }

    [Fact]
    public async Task It_is_a_file_or_the_base_and_no_museum_of_others()
    {
        using var both = await WorkshopPortal.Send(_claire, WorkshopPortal.Rows(1, 1), "notices.csv", "M0160", ("national", "true"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, both.StatusCode);
        Assert.Contains("non les deux", (await both.Page()).Words(), StringComparison.Ordinal);
        using var other = await _claire.Send(WorkshopPortal.Ask, new() { ["musee"] = "M0638", ["national"] = "true" }, "#f-import");
        Assert.Equal(HttpStatusCode.Forbidden, other.StatusCode);
        // Where no base is configured, nothing proposes it.
        Assert.Null((await _shop.Claire.Page(WorkshopPortal.Ask)).QuerySelector("#national"));
        Assert.Equal(0, await _shop.Query<long>("select count(*) from import_request"));
    }

    private async Task<string> Ask()
    {
        using var answer = await _claire.Send(WorkshopPortal.Ask, new() { ["musee"] = "M0160", ["national"] = "true" }, "#f-import");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!.OriginalString;
    }

    private async Task<ImportView> Settled(string address)
    {
        for (var i = 0; i < 600; i++)
        {
            await _portal.Services.GetRequiredService<WorkImports>().Run();
            var view = await _shop.Read(address);
            if (!view.Request.IsQueued)
            {
                return view;
            }

            await Task.Delay(50);
        }

        throw new TimeoutException($"{address} never settles.");
    }
}
