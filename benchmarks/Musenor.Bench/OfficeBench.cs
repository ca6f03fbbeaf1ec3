using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Dapper;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Musenor.Accounts.Identity;

namespace Musenor.Bench;

/// <summary>
/// Pages of somebody signed in, one reader at a time with keep-alive, as an office of a few people asks; and signing in, beside the
/// password hash that it cannot do without.
/// </summary>
internal static class OfficeBench
{
    private const int Times = 120;
    private const string Password = "banc d’essai du portail";

    public static async Task Run(Workshop workshop, Figures figures)
    {
        string museum, notice, slug;
        await using (var connection = await workshop.Database().Open())
        {
            (museum, notice) = await connection.QueryFirstAsync<(string, string)>("select museum_id, min(ref) from notice group by museum_id order by count(*) desc limit 1");
            slug = await connection.QuerySingleAsync<string>("select slug from museum where id = @museum", new { museum });
        }

        var mark = Guid.NewGuid().ToString("N")[..8];
        await Add(workshop, $"referent-{mark}@example.org", "museum_referent", museum);
        await using var server = await Server.Portal(workshop);
        using var client = await SignIns(server.Address, $"referent-{mark}@example.org", figures);
        string[] pages =
        [
            "/gestion", "/gestion/notices", "/gestion/notices?etat=publiee&afaire=image", "/gestion/notices?q=portrait", $"/gestion/notices/{notice}", $"/gestion/notices/{notice}/historique",
            $"/gestion/musees/{museum}", "/gestion/membres", "/gestion/journal", "/pro", "/compte", "/compte/sessions", "/compte/messages", "/compte/notifications",
            $"/notices/{notice}", $"/musees/{slug}", "/collections?q=portrait",
        ];
        var worst = ("", 0.0);
        foreach (var page in pages)
        {
            var p95 = await Measure(client, page);
            figures.Add($"office.{Regex.Replace(page.Replace(notice, "ref", StringComparison.Ordinal).Replace(museum, "code", StringComparison.Ordinal).Replace(slug, "slug", StringComparison.Ordinal), @"[/?&=]+", ".").Trim('.')}.p95", p95, "ms");
            worst = p95 > worst.Item2 ? (page, p95) : worst;
        }

        figures.Add("office.worst.p95", worst.Item2, $"ms ({worst.Item1})");
    }

    private static async Task Add(Workshop workshop, string email, string role, string museum)
    {
        var start = Workshop.Portal("users", "add", email, "--role", role, "--museum", museum, "--password-stdin", "--data", workshop.CatalogueFolder);
        start.RedirectStandardInput = true;
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteLineAsync(Password);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(await process.StandardError.ReadToEndAsync());
        }
    }

    /// <summary>Each time a browser that knows nothing yet; answers the last one, signed in.</summary>
    private static async Task<HttpClient> SignIns(Uri address, string email, Figures figures)
    {
        var all = new List<double>();
        HttpClient? client = null;
        for (var i = 0; i < 30; i++)
        {
            client?.Dispose();
            client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = address };
            var page = await client.GetStringAsync(new Uri("/compte/connexion", UriKind.Relative));
            // The form of passwords alone: the one for passkeys, beside it, has its own hidden fields.
            var form = Regex.Matches(Regex.Match(page, "<form(?:(?!</form>).)*name=\"password\".*?</form>", RegexOptions.Singleline).Value, "<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"|<input name=\"(__RequestVerificationToken)\" type=\"hidden\" value=\"([^\"]*)\"")
                .Select(m => new KeyValuePair<string, string>(m.Groups[1].Value + m.Groups[3].Value, m.Groups[2].Value + m.Groups[4].Value)).ToList();
            form.AddRange([new("email", email), new("password", Password)]);
            var watch = Stopwatch.StartNew();
            using var answer = await client.PostAsync(new Uri("/compte/connexion", UriKind.Relative), new FormUrlEncodedContent(form));
            all.Add(watch.Elapsed.TotalMilliseconds);
            if (answer.StatusCode != HttpStatusCode.Redirect)
            {
                throw new InvalidOperationException($"Sign-in answered {answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
            }
        }

        var hasher = new PasswordHasher<object>(Options.Create(new PasswordHasherOptions { IterationCount = IdentitySetup.HashIterations }));
        var hash = hasher.HashPassword(new object(), Password);
        var hashes = Enumerable.Range(0, 30).Select(_ =>
        {
            var watch = Stopwatch.StartNew();
            hasher.VerifyHashedPassword(new object(), hash, Password);
            return watch.Elapsed.TotalMilliseconds;
        }).ToList();
        figures.Add("signin.p95", P95(all), "ms");
        figures.Add("signin.hash.p95", P95(hashes), "ms (the password hash alone)");
        figures.Add("signin.hash.share", 100 * Median(hashes) / Median(all), "% of a sign-in, at the median");
        return client!;
    }

    private static async Task<double> Measure(HttpClient client, string page)
    {
        var all = new List<double>();
        for (var i = 0; i < Times + 10; i++)
        {
            var watch = Stopwatch.StartNew();
            using var answer = await client.GetAsync(new Uri(page, UriKind.Relative));
            await answer.Content.ReadAsByteArrayAsync();
            if (answer.StatusCode != HttpStatusCode.OK)
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{page} answered {answer.StatusCode}"));
            }

            if (i >= 10)
            {
                all.Add(watch.Elapsed.TotalMilliseconds);
            }
        }

        return P95(all);
    }

    private static double P95(List<double> all) => all.Order().ElementAt((int)(0.95 * (all.Count - 1)));

    private static double Median(List<double> all) => all.Order().ElementAt(all.Count / 2);
}
