namespace Heritage.Standards.Iiif;

/// <summary>Why an image request cannot be answered (Image API 3.0 §7.3).</summary>
/// <param name="Status">HTTP status: 400 for what is wrong, 501 for what is right and not offered.</param>
/// <param name="Problem">One sentence in English for the body, which the clause asks to be plain text.</param>
public sealed record ImageFault(int Status, string Problem)
{
    internal static ImageFault Wrong(string problem) => new(400, problem);
}

/// <summary>A value, or the fault that stands in its place.</summary>
/// <param name="Value">Null exactly when there is a fault.</param>
public readonly record struct Judged<T>(T? Value, ImageFault? Fault)
    where T : class
{
    /// <summary>A value without fault.</summary>
    public static implicit operator Judged<T>(T value) => new(value, null);

    /// <summary>A fault without value.</summary>
    public static implicit operator Judged<T>(ImageFault fault) => new(null, fault);
}
