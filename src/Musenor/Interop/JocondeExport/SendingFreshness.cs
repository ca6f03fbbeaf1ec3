using System.Data.Common;
using System.Globalization;
using Dapper;
using Musenor.Collections.Notices;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Interop.JocondeExport;

/// <summary>Public pages of notices lead to POP once their notice is there: they change with this counter.</summary>
internal sealed class SendingFreshness(Database database) : IFreshness
{
    public static Task<int> Move(DbConnection connection, DbTransaction transaction) =>
        connection.ExecuteAsync("update joconde_revision set value = value + 1", transaction: transaction);

    public async ValueTask<string> Stamp(CancellationToken stop)
    {
        await using var connection = await database.Open(stop);
        return (await connection.ExecuteScalarAsync<long>("select value from joconde_revision")).ToString(CultureInfo.InvariantCulture);
    }
}

/// <summary>Where the public page of a notice leads: to POP once it is online there, and to its forms for machines.</summary>
internal sealed class LeadFromNotice(Database database) : INoticeLinks
{
    public async Task<IReadOnlyList<NoticeLink>> Of(NoticeView view, CancellationToken stop)
    {
        var words = Texts.Of("Interop");
        await using var connection = await database.Open(stop);
        var online = await connection.ExecuteScalarAsync<string?>("select joconde_ref from joconde_sent where ref = @Ref and online_at is not null", new { view.Ref });
        NoticeLink[] forms = [new(words["Link.JsonLd"], $"{view.Address}.jsonld"), new(words["Link.Lido"], $"{view.Address}.lido.xml")];
        return online is null ? forms : [new NoticeLink(words["Link.Pop"], SendingState.PopAddress(online), IsElsewhere: true), .. forms];
    }
}
