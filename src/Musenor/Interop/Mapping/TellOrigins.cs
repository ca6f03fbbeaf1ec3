using System.Globalization;
using Musenor.Collections.Harvested;
using Musenor.Interop.OaiPmh;

namespace Musenor.Interop.Mapping;

/// <summary>The provenance of harvested works, for the repository that exposes them again. They are altered: mapped, and under an identifier of ours.</summary>
internal sealed class TellOrigins(ReadOrigins read, NoticeSources sources) : IOrigins
{
    public async Task<IReadOnlyDictionary<string, OaiPmh.Origin>> Of(IReadOnlyCollection<string> references, CancellationToken stop)
    {
        var names = await sources.Read(stop);
        return (await read.Of(references, stop)).Values.ToDictionary(o => o.Ref, o => new OaiPmh.Origin(
            o.Source, names.Name(o.Source), o.BaseUrl, o.Given, o.Datestamp, o.Namespace,
            DateTimeOffset.Parse(o.HarvestedAt, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal), true)
        {
            Earlier = o.Nested.Length > 0 ? o.Nested : null,
        }, StringComparer.Ordinal);
    }
}
