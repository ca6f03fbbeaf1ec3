namespace Musenor.Web.Components;

public enum BannerKind { Plain, Ok, Warn }

/// <summary>A message about what just happened or about the whole page. <c>&lt;partial name="_Banner" model="new Banner(…)" /&gt;</c></summary>
public sealed record Banner(string Text, BannerKind Kind = BannerKind.Plain);
