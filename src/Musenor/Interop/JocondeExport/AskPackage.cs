using Musenor.Accounts;
using Musenor.Accounts.Access;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Interop.JocondeExport;

/// <summary>Somebody wants a package: it is built behind the pages, and they may close theirs.</summary>
public sealed class AskPackage(Once once, ChooseNotices choose, Journal journal, PackageBell bell, TimeProvider clock)
{
    public const string Action = "sending.prepare";
    public const int LongestName = 120;

    /// <summary>Done with the identifier of the package.</summary>
    public async Task<Outcome> Run(Person who, Selection selection, string? key = null, CancellationToken stop = default)
    {
        var words = Texts.Of("Interop");
        if (selection.Name.Length > LongestName)
        {
            return new Outcome.Invalid("nom", words["No.name", LongestName]);
        }

        var chosen = await choose.Run(who, selection, stop);
        if ((chosen.Refusal ?? (chosen.Refs.Count == 0 ? new Outcome.Invalid("q", words["No.notice"]) : null)) is { } refusal)
        {
            return refusal;
        }

        var package = Package.Of(selection, clock.GetUtcNow(), isOutside: false);
        var outcome = await once.Write(key, $"AskPackage:{who.Id}", async (connection, transaction) =>
        {
            await PackageStore.Add(connection, transaction, package);
            await journal.Write(connection, transaction, new Journal.Entry(who, Action, "sending", package.Id) { Museum = package.MuseumId, After = package.Name.Length > 0 ? package.Name : null });
            return new Outcome.Done(package.Id);
        }, stop);
        bell.Ring();
        return outcome;
    }
}

/// <summary>Wakes the builder of this process.</summary>
public sealed class PackageBell
{
    private readonly System.Threading.Channels.Channel<bool> _rings = System.Threading.Channels.Channel.CreateBounded<bool>(
        new System.Threading.Channels.BoundedChannelOptions(1) { FullMode = System.Threading.Channels.BoundedChannelFullMode.DropWrite });

    public void Ring() => _rings.Writer.TryWrite(true);

    internal ValueTask<bool> Heard(CancellationToken stop) => _rings.Reader.ReadAsync(stop);
}
