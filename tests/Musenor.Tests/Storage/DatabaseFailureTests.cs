using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Musenor.CommandLine;
using Musenor.Storage;
using Xunit;

namespace Musenor.Tests.Storage;

public sealed class DatabaseFailureTests
{
    [Theory]
    [InlineData(8, "lecture seule")]
    [InlineData(10, "état du disque")]
    [InlineData(13, "plein")]
    [InlineData(14, "réglage Data")]
    [InlineData(26, "sauvegarde")]
    public void What_sqlite_says_becomes_a_french_sentence_with_its_remedy(int code, string word)
    {
        var sentence = RunVerb.Sentence(new SqliteException("SQLite Error: something in English", code));
        Assert.Contains(word, sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("English", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_said_with_the_setting_to_look_at()
    {
        var migrator = new Migrator(new Database(Engine.Postgres, "Host=127.0.0.1;Port=9;Username=x;Password=x;Database=x;Timeout=2"));
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => migrator.Run());
        Assert.Contains("Storage:Connection", RunVerb.Sentence(failure), StringComparison.Ordinal);
        Assert.StartsWith("Le serveur PostgreSQL ne répond pas", RunVerb.Sentence(failure), StringComparison.Ordinal);
    }

    [Fact]
    public void A_data_folder_that_cannot_be_made_names_its_setting()
    {
        var file = Path.GetTempFileName();
        var builder = WebApplication.CreateBuilder([$"--Data={Path.Combine(file, "data")}"]);
        var wrong = Assert.Throws<WrongSetting>(builder.AddStorage);
        Assert.Equal("Data", wrong.Key);
        Assert.Contains(file, wrong.Message, StringComparison.Ordinal);
        File.Delete(file);
    }
}
