using System.Diagnostics;
using Musenor.Accounts.Access;
using Musenor.Collections.Media.Photographs.Reading;
using Musenor.Files.Images;
using Musenor.Museums;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Collections.Media.Photographs;

/// <summary>
/// Brings photographs from a folder or a ZIP to the notices that they show. Each step may be the last one before a kill: bytes go to a place
/// named by their hash, derivatives to places named by notice and hash, rows come after. Run again, it does what is left.
/// </summary>
public sealed class ImportPhotographs(Database database, MuseumDirectory museums, KeepPhotograph keep, AttachPhotographs attach, TimeProvider clock)
{
    private const int BatchSize = 16;

    /// <param name="Path">A folder, a ZIP, or one file.</param>
    /// <param name="MuseumId">Of every file; null: by the folder named by a museum's code, or by REF.</param>
    /// <param name="List">CSV that says what the files show; null for none.</param>
    public sealed record Form(string Path, string? MuseumId = null, string? List = null, string Licence = "", string Photographer = "", bool IsDryRun = false)
    {
        /// <summary>The one notice of every file; null: by their names.</summary>
        public string? Ref { get; init; }

        /// <summary>Kept in the history; null for an operator.</summary>
        public Person? Who { get; init; }
    }

    private sealed class Count
    {
        public int Read;
        public int Attached;
        public int Waiting;
        public int Unchanged;
        public readonly List<PhotographRemark> Remarks = [];
    }

    /// <summary>From what an operator names.</summary>
    public async Task<PhotographReport> Run(Form form, IProgress<PhotographProgress>? progress = null, CancellationToken stop = default)
    {
        var (source, refusal) = PhotographSource.Open(form.Path, form.List);
        using (source)
        {
            return source is null ? new PhotographReport { Source = form.Path, IsDryRun = form.IsDryRun, Refusal = refusal } : await Run(form, source, progress, stop);
        }
    }

    public async Task<PhotographReport> Run(Form form, IPhotographSource source, IProgress<PhotographProgress>? progress, CancellationToken stop = default)
    {
        var watch = Stopwatch.StartNew();
        var about = new PhotographReport { Source = form.Path, IsDryRun = form.IsDryRun };
        var directory = await museums.Read(stop);
        var (list, refusal) = form.List is null ? (new PhotographList(), null) : OpenList(form.List);
        refusal ??= form.MuseumId is not null && !directory.ById.ContainsKey(form.MuseumId) ? Words["Photos.UnknownMuseum", form.MuseumId]
            : Licence.Read(form.Licence) is null ? Words["Photos.ListLicence", form.Licence, string.Join(", ", Licence.All)]
            : null;
        if (refusal is not null)
        {
            return about with { Refusal = refusal };
        }

        form = form with { MuseumId = form.MuseumId is null ? null : directory.ById[form.MuseumId].Id, Licence = Licence.Read(form.Licence)! };
        var find = await FindPhotographs.Open(database, form, directory, list!, stop);
        var count = new Count();
        count.Remarks.AddRange(source.Refused.Concat(list!.Problems));
        var interrupted = await Import(form, source, find, count, progress, stop);
        count.Remarks.AddRange(interrupted ? [] : list.Left.Select(file => new PhotographRemark(file, Words["Photos.ListMissing"])));
        return about with
        {
            Read = count.Read + source.Refused.Count,
            Attached = count.Attached,
            Waiting = count.Waiting,
            Unchanged = count.Unchanged,
            Remarks = count.Remarks,
            IsInterrupted = interrupted,
            ElapsedMs = watch.ElapsedMilliseconds,
        };
    }

    private static Texts Words => Texts.Of("Collections");

    private static string Action(Form form) => form.Ref is null ? "import" : "add";

    /// <summary>True when it was stopped. A batch that is begun is finished.</summary>
    private async Task<bool> Import(Form form, IPhotographSource source, FindPhotographs find, Count count, IProgress<PhotographProgress>? progress, CancellationToken stop)
    {
        await keep.Begin(clock.GetUtcNow());
        foreach (var batch in source.Files.Chunk(BatchSize))
        {
            if (stop.IsCancellationRequested)
            {
                return true;
            }

            var kept = new List<KeptPhotograph>();
            foreach (var file in batch)
            {
                count.Read++;
                var found = find.Run(file);
                if (found is { Ref: null, Museum: null })
                {
                    count.Remarks.Add(new(file.Path, found.Candidates.Count > 0 ? Words["Photos.SeveralWithoutMuseum"] : Words["Photos.NoMuseum"]));
                }
                else if (form.IsDryRun)
                {
                    Try(found, count);
                }
                else if (await Keep(form, found, count) is { } one)
                {
                    kept.Add(one);
                }
            }

            await Write(form, await Make(kept, count), count);
            progress?.Report(new((double)count.Read / source.Files.Count, count.Read, source.Files.Count));
        }

        return false;
    }

    private static void Try(FoundPhotograph found, Count count)
    {
        if (KeepPhotograph.Look(found.Source) is { } problem)
        {
            count.Remarks.Add(new(found.Source.Path, problem));
        }
        else if (found.Ref is null)
        {
            count.Waiting++;
        }
        else
        {
            count.Attached++;
        }
    }

    private async Task<KeptPhotograph?> Keep(Form form, FoundPhotograph found, Count count)
    {
        var (kept, problem) = await keep.Run(found);
        if (kept is null)
        {
            count.Remarks.Add(new(found.Source.Path, problem!));
            return null;
        }

        if (await attach.IsSettled(kept, Action(form)))
        {
            count.Unchanged++;
            return null;
        }

        return kept;
    }

    private async Task<IReadOnlyList<KeptPhotograph>> Make(List<KeptPhotograph> kept, Count count)
    {
        var made = new KeptPhotograph?[kept.Count];
        await Parallel.ForAsync(0, kept.Count, async (i, _) =>
        {
            try
            {
                made[i] = await keep.Make(kept[i]);
            }
            catch (UnreadablePicture)
            {
                lock (count)
                {
                    count.Remarks.Add(new(kept[i].Found.Source.Path, Texts.Of("Files")["CutImage", kept[i].Found.Source.Name, kept[i].Kind.Label]));
                }
            }
        });
        return [.. made.OfType<KeptPhotograph>()];
    }

    private async Task Write(Form form, IReadOnlyList<KeptPhotograph> made, Count count)
    {
        foreach (var fate in made.Count == 0 ? [] : await attach.Run(form.Who, made, Action(form)))
        {
            _ = fate switch
            {
                AttachPhotographs.Fate.Attached => count.Attached++,
                AttachPhotographs.Fate.Waiting => count.Waiting++,
                _ => count.Unchanged++,
            };
        }
    }

    private static (PhotographList? List, string? Refusal) OpenList(string path)
    {
        if (!File.Exists(path))
        {
            return (null, Words["Photos.ListNotThere", path]);
        }

        using var file = File.OpenRead(path);
        var (list, refusal) = PhotographList.Read(file);
        return (list, refusal is null ? null : Words["Photos.ListRefused", path, refusal]);
    }
}
