namespace Musenor.Files.Images;

/// <summary>A file that libvips could not read or write, with its words.</summary>
public sealed class UnreadablePicture(string problem) : Exception(problem);

/// <summary>What the head of a picture says of it.</summary>
/// <param name="Loader">Name of the libvips class that would decode it.</param>
/// <param name="Width">As it is shown, once turned as the camera was held.</param>
/// <param name="Pages">Frames of an animation, pages of a TIFF.</param>
/// <param name="IsInterlaced">Told in several passes: decoding holds all of it in memory.</param>
/// <param name="HasProfile">Says itself what its colours are.</param>
public sealed record PictureHead(string Loader, int Width, int Height, int Pages, bool IsInterlaced, bool HasProfile);
