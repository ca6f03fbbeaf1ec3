using System.Text.Json;
using Heritage.Standards.Joconde;
using Musenor.Accounts.Access;
using Musenor.Web;

namespace Musenor.Interop.JocondeExport;

/// <summary>
/// Makes the files of a package: whole, or not at all. Everything is written in a folder beside, and moved to its place when it is whole; a run
/// that is killed leaves nothing that could be taken for a package, and the next one begins again.
/// </summary>
public sealed class BuildPackage(ChooseNotices choose, ReadSources sources, NameNotices name, MakeImages images, PackageStore store)
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);

    /// <param name="Report">What went, what stayed.</param>
    public sealed record Built(SendingReport Report, IReadOnlyList<PackageFile> Files);

    /// <param name="package">In the state « building ».</param>
    /// <param name="target">Where the zips and their reports go; null for the package's own folder.</param>
    /// <param name="progress">Notices read, of how many.</param>
    public async Task<(Built? Built, Outcome? Refusal)> Run(Package package, string? target = null, Action<int, int>? progress = null, CancellationToken stop = default)
    {
        // Who asked was checked when they asked: from there on the portal works.
        var chosen = await choose.Run(Person.Operator, package.Selection, stop);
        if (chosen.Refusal is { } refusal)
        {
            return (null, refusal);
        }

        target ??= store.FolderOf(package.Id);
        var work = Path.Combine(target, $".{package.Id}");
        Discard(work);
        Directory.CreateDirectory(work);
        try
        {
            var job = new Job(package, chosen, new SendingReport(chosen.Museum!, store.Now) { WithdrawnSince = await sources.WithdrawnSince(chosen.Museum!.Id, stop) }, work, target, progress);
            return await Make(job, stop) is { } built ? (built, null) : (null, new Outcome.Refused(Texts.Of("Interop")["Build.cancelled"]));
        }
        finally
        {
            Discard(work);
        }
    }

    private sealed record Job(Package Package, ChooseNotices.Chosen Chosen, SendingReport Report, string Work, string Target, Action<int, int>? Progress)
    {
        public Selection Selection => Package.Selection;

        public string Code => Chosen.Museum!.MuseofileCode!;
    }

    private async Task<Built?> Make(Job job, CancellationToken stop)
    {
        var spool = Path.Combine(job.Work, "notices.jsonl");
        if (!await Spool(job, spool, stop))
        {
            return null;
        }

        var files = job.Report.Written == 0 ? [] : await Zip(job, spool, stop);
        // The zips last: where one is, its reports are.
        foreach (var file in files)
        {
            await WriteReports.Run(job.Report, job.Package, file, job.Work, stop);
        }

        Publish(job, files);
        if (!await store.Finish(job.Package, job.Report, files, Read(spool), stop))
        {
            Withdraw(job, files);
            return null;
        }

        return new Built(job.Report, files);
    }

    /// <summary>Weighs every notice, names those that go, makes their images. False when somebody cancelled.</summary>
    private async Task<bool> Spool(Job job, string spool, CancellationToken stop)
    {
        await using var lines = new StreamWriter(spool);
        var (done, beat) = (0, DateTimeOffset.MinValue);
        await foreach (var some in sources.Run(job.Chosen.Refs, stop))
        {
            var leaving = some.AsParallel().AsOrdered().Select(s => JudgedNotice.Of(s, job.Code)).ToList().FindAll(n => job.Report.Add(n, job.Selection.OnlyNews));
            await name.Run(job.Chosen.Museum!.Id, job.Code, leaving, stop);
            foreach (var notice in leaving)
            {
                await lines.WriteLineAsync(JsonSerializer.Serialize(await Written(job, notice, stop)));
            }

            done += some.Count;
            job.Progress?.Invoke(done, job.Chosen.Refs.Count);
            if (store.Now - beat > Beat)
            {
                beat = store.Now;
                if (!await store.Beat(job.Package.Id, done, job.Chosen.Refs.Count, stop))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private async Task<SpooledNotice> Written(Job job, JudgedNotice notice, CancellationToken stop)
    {
        var sends = notice.Images.Count > 0 && (!job.Selection.OnlyNews || notice.ImagesChanged);
        var made = sends ? await images.Run(notice, job.Work, job.Report, stop) : [];
        var values = new Dictionary<string, string>(notice.Values, StringComparer.Ordinal);
        if (made.Count > 0)
        {
            values[PopFields.Images] = string.Join(';', made.Select(i => i.Name));
            job.Report.Codes.Add(PopFields.Images);
        }

        return new SpooledNotice(notice.Source.Ref, values["REF"], notice.Source.Revision, notice.ContentHash, notice.ImagesHash, notice.Codes)
        {
            Values = values,
            Emptied = notice.ResetsMissing ? [.. notice.Emptied, PopFields.Missing] : notice.Emptied,
            Images = made,
        };
    }

    private async Task<IReadOnlyList<PackageFile>> Zip(Job job, string spool, CancellationToken stop)
    {
        var files = new List<PackageFile>();
        var columns = PopFields.Columns(job.Report.Codes);
        foreach (var part in ZipParts.Split(Read(spool)))
        {
            var file = await store.NextName(job.Chosen.Museum!.Id, job.Code, stop);
            var notices = Read(spool).Skip(part.From).Take(part.Count);
            var bytes = await ZipParts.Write(Path.Combine(job.Work, file), columns, notices, job.Selection.IsPilot, stop);
            files.Add(new PackageFile { PackageId = job.Package.Id, Position = files.Count + 1, Name = file, Bytes = bytes, Notices = part.Count, Images = part.Images });
        }

        return files;
    }

    private static void Publish(Job job, IReadOnlyList<PackageFile> files)
    {
        foreach (var extension in new[] { ".json", ".html", ".zip" })
        {
            foreach (var file in files)
            {
                File.Move(Path.Combine(job.Work, file.Name + extension), Path.Combine(job.Target, file.Name + extension), overwrite: true);
            }
        }
    }

    private static void Withdraw(Job job, IReadOnlyList<PackageFile> files)
    {
        foreach (var file in files)
        {
            Array.ForEach([".zip", ".html", ".json"], extension => File.Delete(Path.Combine(job.Target, file.Name + extension)));
        }
    }

    private static IEnumerable<SpooledNotice> Read(string spool) => File.ReadLines(spool).Select(line => JsonSerializer.Deserialize<SpooledNotice>(line)!);

    private static void Discard(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
