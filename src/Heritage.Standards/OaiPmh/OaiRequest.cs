namespace Heritage.Standards.OaiPmh;

/// <summary>A request whose form is legal; whether what it asks for exists is another matter.</summary>
public sealed record OaiRequest(OaiVerb Verb, IReadOnlyList<(string Name, string Value)> Arguments)
{
    public string? Identifier => Value("identifier");

    public string? Prefix => Value("metadataPrefix");

    public string? Set => Value("set");

    public string? Token => Value("resumptionToken");

    public OaiDate? From { get; init; }

    public OaiDate? Until { get; init; }

    private string? Value(string name)
    {
        foreach (var (given, value) in Arguments)
        {
            if (given == name)
            {
                return value;
            }
        }

        return null;
    }
}

/// <summary>What reading a request gave: the request, or what is wrong with it.</summary>
public sealed record OaiReading(OaiRequest? Request, IReadOnlyList<OaiError> Errors);
