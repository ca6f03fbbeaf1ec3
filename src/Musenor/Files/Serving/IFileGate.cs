namespace Musenor.Files.Serving;

/// <summary>What a request may fetch of a file. The original of a photograph still tells where it was taken; its images do not.</summary>
public enum FileRight { Nothing, Images, Everything }

/// <summary>
/// Registered by the room that owns what files are attached to (<c>services.AddScoped&lt;IFileGate, …&gt;()</c>). A kind of owner without a
/// gate serves nothing.
/// </summary>
public interface IFileGate
{
    /// <summary>The kind of files that nothing owns yet: whoever knows accounts may show them to those who sent them.</summary>
    public const string Orphans = "";

    /// <summary>As given to <see cref="AttachFile"/>.</summary>
    string OwnerKind { get; }

    ValueTask<FileRight> Ask(StoredFile file, HttpContext context);
}
