namespace Musenor.Files.Uploads;

/// <summary>
/// On a page class whose form sends files (<c>enctype="multipart/form-data"</c>), or as metadata of a route: its files are written to the
/// disk as they come, and found in <c>HttpContext.Uploads()</c>; its other fields are bound as usual.
/// </summary>
/// <param name="largest">Bytes of one file.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReceivesFilesAttribute(long largest) : Attribute
{
    public long Largest { get; } = largest;

    /// <summary>Files in one sending.</summary>
    public int Most { get; init; } = 1;
}
