namespace Heritage.Standards.OaiPmh.Reading;

/// <summary>What an error means for whoever harvests.</summary>
public enum ErrorMeaning
{
    /// <summary>The list is empty: no fault.</summary>
    NoRecords,
    BadToken,
    BadArgument,
    BadFormat,
    NoSets,
    UnknownId,
    BadVerb,

    /// <summary>Of no protocol: something broke over there.</summary>
    Unknown,
}

/// <summary>Errors of OAI-PMH (§3.6), and codes that sources invent, by their text and by what was asked.</summary>
public static class ErrorMeanings
{
    /// <param name="error">As it was received.</param>
    /// <param name="hasToken">The request carried a resumptionToken.</param>
    public static ErrorMeaning Of(ReadError error, bool hasToken)
    {
        ArgumentNullException.ThrowIfNull(error);
        var code = error.Code.ToLowerInvariant();
        var all = $"{code} {error.Text.ToLowerInvariant()}";
        return code switch
        {
            "norecordsmatch" or "norecordsfound" or "norecords" or "norecordmatch" => ErrorMeaning.NoRecords,
            "badresumptiontoken" => ErrorMeaning.BadToken,
            "badargument" or "badarguments" when !hasToken => ErrorMeaning.BadArgument,
            "badargument" or "badarguments" or "badargumentswithtoken" => hasToken && all.Contains("expired", StringComparison.Ordinal) ? ErrorMeaning.BadToken : ErrorMeaning.BadArgument,
            "cannotdisseminateformat" or "nometadataformats" => ErrorMeaning.BadFormat,
            "nosethierarchy" => ErrorMeaning.NoSets,
            "iddoesnotexist" => ErrorMeaning.UnknownId,
            "badverb" => ErrorMeaning.BadVerb,
            _ when all.Contains("token", StringComparison.Ordinal) => ErrorMeaning.BadToken,
            _ when all.Contains("no record", StringComparison.Ordinal) || all.Contains("no match", StringComparison.Ordinal) || all.Contains("no result", StringComparison.Ordinal) => ErrorMeaning.NoRecords,
            _ when all.Contains("argument", StringComparison.Ordinal) => ErrorMeaning.BadArgument,
            _ => ErrorMeaning.Unknown,
        };
    }
}
