using System.Net;
using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Storage;
using Xunit;

namespace Musenor.Tests.Operations;

public sealed class HealthTests : IDisposable
{
    private readonly MusenorFixture _portal = new();

    [Fact]
    public void Files_beside_the_program_are_not_watched()
    {
        var settings = (IConfigurationRoot)_portal.Services.GetRequiredService<IConfiguration>();
        var files = settings.Providers.SelectMany(p => p is ChainedConfigurationProvider { Configuration: IConfigurationRoot inner } ? inner.Providers : [p]).OfType<FileConfigurationProvider>().ToList();
        Assert.NotEmpty(files);
        Assert.All(files, f => Assert.False(f.Source.ReloadOnChange));
    }

    [Fact]
    public async Task A_portal_without_its_tables_lives_but_is_not_ready()
    {
        await using (var connection = await _portal.Services.GetRequiredService<Database>().Open())
        {
            await connection.ExecuteAsync("drop table if exists migration");
        }

        Assert.Equal(HttpStatusCode.OK, (await Get("/health/live")).Status);
        var (status, body) = await Get("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("\"database\"", body);
    }

    [Fact]
    public async Task A_migrated_portal_is_ready()
    {
        await _portal.Services.GetRequiredService<Migrator>().Run();
        Assert.Equal(HttpStatusCode.OK, (await Get("/health/ready")).Status);
    }

    [Fact]
    public async Task A_missing_migration_is_named()
    {
        await _portal.Services.GetRequiredService<Migrator>().Run();
        await using (var connection = await _portal.Services.GetRequiredService<Database>().Open())
        {
            await connection.ExecuteAsync("delete from migration where name = '0001_museum.sql'");
        }

        var (status, body) = await Get("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("0001_museum.sql", body);
    }

    [Fact]
    public async Task A_portal_whose_file_was_taken_away_is_not_ready()
    {
        await _portal.Services.GetRequiredService<Migrator>().Run();
        if (_portal.Services.GetRequiredService<Database>().Engine != Engine.Sqlite)
        {
            return; // PostgreSQL has no file of ours
        }

        Assert.Equal(HttpStatusCode.OK, (await Get("/health/ready")).Status);
        foreach (var file in Directory.EnumerateFiles(_portal.Folder, "*.db*").ToList())
        {
            File.Delete(file);
        }

        var (status, body) = await Get("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("\"database\"", body);
    }

    [Fact]
    public async Task Crawlers_are_kept_from_combinations_of_filters()
    {
        var (_, rules) = await Get("/robots.txt");
        foreach (var rule in new[] { "Disallow: /*?", "Allow: /*?page=", "Allow: /notices/", "Disallow: /notices/*.json$", "Disallow: /notices/*.jsonld", "Disallow: /notices/*.lido.xml", "Allow: /donnees/", "Disallow: /notices/*.ris", "Disallow: /collections/facettes/" })
        {
            Assert.Contains($"\n{rule}\n", rules);
        }

        Assert.EndsWith("\nSitemap: http://localhost:5080/sitemap.xml\n", rules, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_old_icon_leads_to_the_new_one()
    {
        using var visitor = _portal.Visitor();
        using var answer = await visitor.GetAsync("/favicon.ico");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.EndsWith(".svg", answer.Headers.Location!.OriginalString);
    }

    public void Dispose() => _portal.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private async Task<(HttpStatusCode Status, string Body)> Get(string address)
    {
        using var visitor = _portal.Visitor();
        using var answer = await visitor.GetAsync(address);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
