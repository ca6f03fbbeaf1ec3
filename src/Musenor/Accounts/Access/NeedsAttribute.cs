namespace Musenor.Accounts.Access;

/// <summary>
/// This page or route opens only to those who have the right somewhere; the use case then asks for the object's own museum.
/// Whatever has neither this, nor <c>[PublicPage]</c>, nor <see cref="Web.OpenAttribute"/> answers nobody.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NeedsAttribute(string right) : Attribute
{
    public Right Right { get; } = Rights.Named(right);
}
