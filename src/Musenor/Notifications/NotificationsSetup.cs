using Musenor.Accounts.Access;
using Musenor.Accounts.Messages;
using Musenor.Accounts.Office;
using Musenor.CommandLine;
using Musenor.Notifications.Bounces;
using Musenor.Notifications.Live;
using Musenor.Notifications.Mail;
using Musenor.Notifications.Preferences;
using Musenor.Notifications.Queue;
using Musenor.Notifications.Site;

namespace Musenor.Notifications;

public static class NotificationsSetup
{
    public static void AddNotifications(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(MailSettings.Read(configuration));
        services.AddSingleton<INotify, Outbox>();
        AddMail(services);
        AddPages(services);
        AddLive(services);
        services.AddSingleton<Accounts.PersonalRecords.IPersonalRecords, MailRecords>();
    }

    public static void MapNotifications(this IEndpointRouteBuilder routes)
    {
        EventStream.Map(routes);
        OpenMessage.Map(routes);
    }

    private static void AddMail(IServiceCollection services)
    {
        services.AddSingleton<UnsubscribeLink>();
        services.AddSingleton<ComposeMail>();
        services.AddSingleton<TakeLetters>();
        services.AddSingleton<JudgeLine>();
        services.AddSingleton<SendMails>();
        services.AddHostedService<MailSender>();
        services.AddSingleton<RecordBounce>();
        services.AddSingleton<ResumeAddress>();
        services.AddSingleton<IAccountBanner, StoppedBanner>();
        services.AddSingleton<IWaiting, WaitingMails>();
        services.AddVerb(MailVerb.Verb);
    }

    private static void AddPages(IServiceCollection services)
    {
        services.AddSingleton<ChoosePreferences>();
        services.AddSingleton<Unsubscribe>();
        services.AddSingleton<ListMails>();
        services.AddSingleton<DecideMail>();
        services.AddSingleton<ReadMessages>();
        services.AddSingleton<IUnread>(portal => portal.GetRequiredService<ReadMessages>());
        services.AddOfficeEntry("gestion", "Notifications", "MailsTitle", "/gestion/courriels", 80, Rights.WatchMail);
        services.AddOfficeEntry("compte", "Notifications", "MessagesTitle", "/compte/messages", 10, Rights.OwnAccount);
        services.AddOfficeEntry("compte", "Notifications", "PreferencesTitle", "/compte/notifications", 20, Rights.OwnAccount);
    }

    private static void AddLive(IServiceCollection services)
    {
        services.AddSingleton<LiveWatch>();
        services.AddHostedService(portal => portal.GetRequiredService<LiveWatch>());
        services.AddSingleton<LiveEvents>();
        services.AddSingleton<StreamPlaces>();
        services.AddSingleton<ReadEvents>();
        services.AddSingleton<EventStream>();
    }
}
