namespace Musenor.Web.Abuse;

/// <summary>The endpoint counts its clients itself, and refuses them in the words of its own protocol.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class OwnLimitsAttribute : Attribute;
