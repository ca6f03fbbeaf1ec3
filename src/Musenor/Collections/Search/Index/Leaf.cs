using Musenor.Collections.Search.Analysis;

namespace Musenor.Collections.Search.Index;

/// <summary>The smallest questions, which the database's own engine answers; everything above is arithmetic on sets.</summary>
internal abstract record Leaf
{
    private Leaf() { }

    /// <summary>What names this question in the memory of answers.</summary>
    public abstract string Key { get; }

    /// <summary>Any of these stems, in one field or (null) in any.</summary>
    public sealed record Stems(SearchField? Field, IReadOnlyList<string> Any) : Leaf
    {
        public override string Key => $"s{Field?.Letter}:{string.Join('|', Any)}";
    }

    /// <summary>These exact words, one after the other.</summary>
    public sealed record Phrase(IReadOnlyList<string> Words) : Leaf
    {
        public override string Key => $"p:{string.Join(' ', Words)}";
    }

    /// <summary>A word (or in a field a stem) that starts so.</summary>
    public sealed record Prefix(SearchField? Field, string Start) : Leaf
    {
        public override string Key => $"x{Field?.Letter}:{Start}";
    }
}
