using System.Text.Json;
using Heritage.Standards.Joconde;
using Musenor.Accounts.Access;
using Musenor.Web;

namespace Musenor.Interop.JocondeExport;

/// <summary>
/// Makes the files of a package: whole, or not at all. Everything is written in a folder of the run, and moved to its place when it is whole; a
/// run that is killed leaves nothing that could be taken for a package, and the next one begins again.
/// </summary>
public sealed class BuildPackage(ChooseNotices choose, ReadSources sources, NameNotices name, MakeImages images, PackageStore store)
{
    /// <param name="Report">What went, what stayed.</param>
    public sealed record Built(SendingReport Report, IReadOnlyList<PackageFile> Files);

    /// <param name="package">In the state « building », held by this run.</param>
    /// <param name="target">Where the zips and their reports go; null for the package's own folder.</param>
    /// <param name="progress">Notices read, of how many.</param>
    public async Task<(Built? Built, Outcome? Refusal)> Run(Package package, string? target = null, Action<int, int>? progress = null, CancellationToken stop = default)
    {
        using var hold = new PackageHold(store, package, stop);
        try
        {
            // Who asked was checked when they asked: from there on the portal works.
            var chosen = await choose.Run(Person.Operator, package.Selection, hold.Stop);
            if (chosen.Refusal is { } refusal)
            {
                return (null, refusal);
            }

            return await Held(package, chosen, target, hold, progress) is { } built ? (built, null) : (null, Cancelled());
        }
        catch (Exception) when (hold.IsLost && !stop.IsCancellationRequested)
        {
            return (null, Cancelled());
        }
        finally
        {
            await hold.End();
        }
    }

    private static Outcome.Refused Cancelled() => new(Texts.Of("Interop")["Build.cancelled"]);

    private async Task<Built?> Held(Package package, ChooseNotices.Chosen chosen, string? target, PackageHold hold, Action<int, int>? progress)
    {
        if (!await store.Beat(package, 0, 0, hold.Stop))
        {
            return null;
        }

        if (target is null)
        {
            target = store.FolderOf(package.Id);
            Sweep(target);
        }

        // Of this run alone: one that was taken over, and lives, cannot take off what the other writes.
        var work = Path.Combine(target, $".{package.Id}.{package.Holder}");
        Directory.CreateDirectory(work);
        try
        {
            var report = new SendingReport(chosen.Museum!, store.Now) { WithdrawnSince = await sources.WithdrawnSince(chosen.Museum!.Id, hold.Stop) };
            return await Make(new Job(package, chosen, report, work, target, hold, progress), hold.Stop);
        }
        finally
        {
            Discard(work);
        }
    }

    private sealed record Job(Package Package, ChooseNotices.Chosen Chosen, SendingReport Report, string Work, string Target, PackageHold Hold, Action<int, int>? Progress)
    {
        public Selection Selection => Package.Selection;

        public string Code => Chosen.Museum!.MuseofileCode!;
    }

    private async Task<Built?> Make(Job job, CancellationToken stop)
    {
        var spool = Path.Combine(job.Work, "notices.jsonl");
        await Spool(job, spool, stop);
        var files = job.Report.Written == 0 ? [] : await Zip(job, spool, stop);
        // The zips last: where one is, its reports are.
        foreach (var file in files)
        {
            await WriteReports.Run(job.Report, job.Package, file, job.Work, stop);
        }

        // Past this point nothing is stopped half-way: files in their place, then the rows that name them.
        stop.ThrowIfCancellationRequested();
        Publish(job, files);
        if (!await store.Finish(job.Package, job.Report, files, Read(spool), CancellationToken.None))
        {
            Withdraw(job, files);
            return null;
        }

        return new Built(job.Report, files);
    }

    /// <summary>Weighs every notice, names those that go, makes their images.</summary>
    private async Task Spool(Job job, string spool, CancellationToken stop)
    {
        await using var lines = new StreamWriter(spool);
        var done = 0;
        await foreach (var some in sources.Run(job.Chosen.Refs, stop))
        {
            var leaving = some.AsParallel().AsOrdered().Select(s => JudgedNotice.Of(s, job.Code)).ToList().FindAll(n => job.Report.Add(n, job.Selection.OnlyNews));
            await name.Run(job.Chosen.Museum!.Id, job.Code, leaving, stop);
            foreach (var notice in leaving)
            {
                await lines.WriteLineAsync(JsonSerializer.Serialize(await Written(job, notice, stop)));
            }

            done += some.Count;
            job.Hold.Report(done, job.Chosen.Refs.Count);
            job.Progress?.Invoke(done, job.Chosen.Refs.Count);
        }
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

    /// <summary>Takes off what runs that are lost left in the package's own folder: no row names it.</summary>
    private static void Sweep(string folder)
    {
        foreach (var left in Directory.Exists(folder) ? new DirectoryInfo(folder).GetFileSystemInfos() : [])
        {
            try
            {
                if (left is DirectoryInfo directory)
                {
                    directory.Delete(recursive: true);
                }
                else
                {
                    left.Delete();
                }
            }
            catch (IOException)
            {
                // A run that lives after all still writes there: its names are its own, and it will take them off itself.
            }
        }
    }

    private static void Discard(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
