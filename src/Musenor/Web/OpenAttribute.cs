namespace Musenor.Web;

/// <summary>Open to everyone without being the same for everyone: sign-in, forms, machines' routes. Other pages are public, or need a right.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class OpenAttribute : Attribute;
