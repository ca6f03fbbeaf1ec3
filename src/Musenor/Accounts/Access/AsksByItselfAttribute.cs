namespace Musenor.Accounts.Access;

/// <summary>A route that pages ask by themselves, in the background: it does not count as somebody using their session.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class AsksByItselfAttribute : Attribute;
