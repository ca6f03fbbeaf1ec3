namespace Heritage.Standards.OaiPmh;

/// <summary>The error codes of OAI-PMH 2.0 (protocol §3.6); there are no others. Named as they are written.</summary>
public enum OaiErrorCode
{
#pragma warning disable CA1707, IDE1006 // the words of the protocol
    badVerb,
    badArgument,
    badResumptionToken,
    cannotDisseminateFormat,
    idDoesNotExist,
    noMetadataFormats,
    noRecordsMatch,
    noSetHierarchy,
#pragma warning restore CA1707, IDE1006
}

/// <summary>One error, with words for people.</summary>
public sealed record OaiError(OaiErrorCode Code, string Words);

/// <summary>The six verbs (protocol §4).</summary>
public enum OaiVerb { Identify, ListMetadataFormats, ListSets, ListIdentifiers, ListRecords, GetRecord }
