namespace Musenor.Accounts.Access;

/// <summary>
/// The account of whoever acts was erased while the request ran. An exception, since it must undo the transaction of any use case: either
/// the act came first and was erased with the rest, or it did not happen.
/// </summary>
public sealed class ErasedMeanwhile() : Exception("The account was erased meanwhile.");
