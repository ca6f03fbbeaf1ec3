using System.Runtime.InteropServices;
using System.Text;

namespace Musenor.Collections.Search.Analysis;

/// <summary>The Snowball stemmer for French, called in libstemmer (Debian package libstemmer0d).</summary>
internal static partial class FrenchStemmer
{
    // A stemmer holds the word it works on: one a thread.
    private static readonly ThreadLocal<nint> Stemmer = new(() => New("french", "UTF_8"));

    /// <summary>The stem of a lower-case word, accents kept.</summary>
    public static string Stem(string word)
    {
        var bytes = Encoding.UTF8.GetBytes(word);
        var found = StemWord(Stemmer.Value, bytes, bytes.Length);
        return found == 0 ? word : Marshal.PtrToStringUTF8(found, Length(Stemmer.Value));
    }

    [LibraryImport("libstemmer.so.0d", EntryPoint = "sb_stemmer_new", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint New(string algorithm, string encoding);

    [LibraryImport("libstemmer.so.0d", EntryPoint = "sb_stemmer_stem")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint StemWord(nint stemmer, byte[] word, int size);

    [LibraryImport("libstemmer.so.0d", EntryPoint = "sb_stemmer_length")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Length(nint stemmer);
}
