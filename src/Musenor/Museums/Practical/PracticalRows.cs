using System.Data.Common;
using Dapper;
using Musenor.Storage;

namespace Musenor.Museums.Practical;

/// <summary>The rows inside one writing transaction. Every writer goes through it, so that revisions are always right.</summary>
internal sealed class PracticalRows(DbConnection connection, DbTransaction transaction, TimeProvider clock)
{
    public Task<PracticalFacts?> Find(string museumId) =>
        connection.QuerySingleOrDefaultAsync<PracticalFacts?>($"select {PracticalFacts.Columns} from museum_practical where museum_id = @museumId", new { museumId }, transaction);

    public async Task<Dictionary<string, PracticalFacts>> All() =>
        (await connection.QueryAsync<PracticalFacts>($"select {PracticalFacts.Columns} from museum_practical", transaction: transaction)).ToDictionary(p => p.MuseumId, StringComparer.Ordinal);

    public async Task Put(PracticalFacts row, bool isNew)
    {
        var values = new DynamicParameters(row);
        values.Add("UpdatedAt", clock.GetUtcNow().Text());
        values.Add("Revision", 1 + await connection.ExecuteScalarAsync<long>("select coalesce(max(revision), 0) from museum_practical", transaction: transaction));
        if (isNew)
        {
            await connection.ExecuteAsync("insert into museum_practical (museum_id, updated_at) values (@MuseumId, @UpdatedAt)", values, transaction);
        }

        await connection.ExecuteAsync("""
            update museum_practical set hours_state = @HoursState, hours = @Hours, hours_source = @HoursSource, hours_text = @HoursText, closing_text = @ClosingText,
                evenings_text = @EveningsText, unread_text = @UnreadText, unread_reason = @UnreadReason, confirmed_on = @ConfirmedOn, prices = @Prices,
                free_days = @FreeDays, by_train = @ByTrain, by_bus = @ByBus, by_bike = @ByBike, by_car = @ByCar, motor = @Motor, motor_text = @MotorText,
                visual = @Visual, visual_text = @VisualText, hearing = @Hearing, hearing_text = @HearingText, mental = @Mental, mental_text = @MentalText,
                phone = @Phone, mail = @Mail, groups_text = @GroupsText, schools_text = @SchoolsText, services_text = @ServicesText,
                hours_version = @HoursVersion, prices_version = @PricesVersion, access_version = @AccessVersion,
                accessibility_version = @AccessibilityVersion, contact_version = @ContactVersion,
                picture_file = @PictureFile, picture_width = @PictureWidth, picture_height = @PictureHeight, picture_alt = @PictureAlt,
                picture_credit = @PictureCredit, picture_version = @PictureVersion, updated_at = @UpdatedAt, revision = @Revision
            where museum_id = @MuseumId
            """, values, transaction);
    }
}
