using Musenor.Collections.Search.Analysis;

namespace Musenor.Collections.Search.Query;

/// <summary>What a visitor asked, as a tree. Each node can say itself in French.</summary>
internal abstract record QueryNode
{
    private QueryNode() { }

    /// <summary>A bare word, in one field or in any.</summary>
    public sealed record Word(SearchField? Field, string Text) : QueryNode
    {
        public override string ToFrench() => Field is null ? Text : $"{Text} [{Field.Label}]";
    }

    /// <summary>Words that must stand together; in a field, that field must hold them all.</summary>
    public sealed record Phrase(SearchField? Field, string Text) : QueryNode
    {
        public override string ToFrench() => Field is null ? $"«\u00a0{Text}\u00a0»" : $"{Text} [{Field.Label}]";
    }

    /// <summary>« mot* »</summary>
    public sealed record Prefix(SearchField? Field, string Text) : QueryNode
    {
        public override string ToFrench() => Field is null ? $"{Text}*" : $"{Text}* [{Field.Label}]";
    }

    /// <summary>Years that the creation must touch; an end may be open.</summary>
    public sealed record Years(int? From, int? To) : QueryNode
    {
        public override string ToFrench() => (From, To) switch
        {
            ({ } from, { } to) when from == to => $"{from} [Date]",
            ({ } from, { } to) => $"de {from} à {to} [Date]",
            ({ } from, null) => $"depuis {from} [Date]",
            (null, { } to) => $"jusqu’à {to} [Date]",
            _ => "",
        };
    }

    public sealed record And(IReadOnlyList<QueryNode> All) : QueryNode
    {
        // Plain words side by side are how people write « ET »; between anything else it is said.
        public override string ToFrench() => All.All(n => n is Word { Field: null })
            ? string.Join(' ', All.Select(n => n.ToFrench()))
            : string.Concat(All.Select((n, i) => i == 0 ? Grouped(n) : n is Not ? " " + Grouped(n) : " ET " + Grouped(n)));
    }

    public sealed record Or(IReadOnlyList<QueryNode> Any) : QueryNode
    {
        public override string ToFrench() => string.Join(" OU ", Any.Select(n => n is Or ? Grouped(n) : n is And ? $"({n.ToFrench()})" : n.ToFrench()));
    }

    public sealed record Not(QueryNode Of) : QueryNode
    {
        public override string ToFrench() => $"SAUF {Grouped(Of)}";
    }

    public abstract string ToFrench();

    private static string Grouped(QueryNode node) => node switch
    {
        Word { Field: null } or Not => node.ToFrench(),
        _ => $"({node.ToFrench()})",
    };

    /// <summary>The same question as a visitor would type it: what links carry, and what parses back to this node.</summary>
    public string ToQuery() => this switch
    {
        Word word => Named(word.Field) + word.Text,
        Phrase phrase => $"{Named(phrase.Field)}\"{phrase.Text}\"",
        Prefix prefix => $"{Named(prefix.Field)}{prefix.Text}*",
        Years years => $"date:{years.From}..{years.To}",
        And and => string.Join(" ET ", and.All.Select(n => n is And or Or ? $"({n.ToQuery()})" : n.ToQuery())),
        Or or => string.Join(" OU ", or.Any.Select(n => n is And or Or ? $"({n.ToQuery()})" : n.ToQuery())),
        Not not => $"SAUF {(not.Of is And or Or ? $"({not.Of.ToQuery()})" : not.Of.ToQuery())}",
        _ => "",
    };

    /// <summary>« titre:(rieuse OU rieur) »: everything in the group that names no field is in this one.</summary>
    public QueryNode In(SearchField field) => this switch
    {
        Word { Field: null } word => word with { Field = field },
        Phrase { Field: null } phrase => phrase with { Field = field },
        Prefix { Field: null } prefix => prefix with { Field = field },
        And and => new And([.. and.All.Select(n => n.In(field))]),
        Or or => new Or([.. or.Any.Select(n => n.In(field))]),
        Not not => new Not(not.Of.In(field)),
        _ => this,
    };

    private static string Named(SearchField? field) => field is null ? "" : field.Names[0] + ":";

    /// <summary>The words and phrases that make a match better, for ranking: nothing under SAUF.</summary>
    public IEnumerable<QueryNode> Wanted() => this switch
    {
        And and => and.All.SelectMany(n => n.Wanted()),
        Or or => or.Any.SelectMany(n => n.Wanted()),
        Word or Phrase or Prefix => [this],
        _ => [],
    };
}
