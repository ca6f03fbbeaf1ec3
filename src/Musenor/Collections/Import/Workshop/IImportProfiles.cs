using Musenor.Accounts.Access;

namespace Musenor.Collections.Import.Workshop;

/// <summary>A saved way of reading a museum's files, to choose in the form.</summary>
/// <param name="Key">As <see cref="ImportNotices.Form.Profile"/> takes it.</param>
public sealed record ProfileChoice(string Key, string Label);

/// <summary>Whoever keeps mapping profiles tells which ones a person may use.</summary>
public interface IImportProfiles
{
    Task<IReadOnlyList<ProfileChoice>> For(Person who, CancellationToken stop);
}
