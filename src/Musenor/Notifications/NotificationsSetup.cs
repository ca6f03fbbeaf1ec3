using Musenor.Accounts.Messages;

namespace Musenor.Notifications;

public static class NotificationsSetup
{
    public static void AddNotifications(this IServiceCollection services)
    {
        services.AddSingleton<INotify, Outbox>();
        services.AddSingleton<Accounts.PersonalRecords.IPersonalRecords, MailRecords>();
    }

    public static void MapNotifications(this IEndpointRouteBuilder routes)
    {
    }
}
