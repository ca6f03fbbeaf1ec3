using Musenor.Web;

namespace Musenor.Collections.Import.Workshop;

/// <summary>« 3 412 sur 12 000 notices — étape 2 sur 2 : import — environ 6 min ».</summary>
internal static class ProgressText
{
    // Before that, what is left is a guess.
    private static readonly TimeSpan Known = TimeSpan.FromSeconds(3);
    private const int KnownShare = 20;
    private static readonly string[] Stages = ["Lecture", "Import"];

    private static Texts Words => Texts.Of("Collections");

    public static string Of(ImportView view, DateTimeOffset now)
    {
        var request = view.Request;
        if (!request.IsHeld)
        {
            return view.Before.Count == 0 ? Words["Imports.Queue.Next"]
                : Words["Imports.Queue.After", view.Before.Count, string.Join(", ", view.Before.Take(3).Select(b => Words["Imports.Queue.One", b.Name.Length > 0 ? b.Name : Words["History.Operator"], b.FileName]))];
        }

        if (request.Stage.Length == 0)
        {
            return Words["Imports.Progress.Opening"];
        }

        // The dry run has counted them.
        var total = request.State == RequestState.Import && request.Stage == Stages[1] ? view.Trial?.RowsDone ?? 0 : 0;
        var parts = new List<string> { total > 0 ? Words["Imports.Progress.Of", request.RowsDone, total] : Words["Imports.Progress.Rows", request.RowsDone] };
        var stage = Array.IndexOf(Stages, request.Stage);
        parts.Add(request.Stage == BringNational.Stage ? Words["Imports.Progress.National"] : stage < 0 ? Words["Imports.Progress.Undo"] : Words[$"Imports.Progress.Stage{(request.State == RequestState.Trial && stage == 1 ? "Trial" : stage)}"]);
        if (Left(request, now) is { } left)
        {
            parts.Add(left < TimeSpan.FromMinutes(1) ? Words["Imports.Progress.Soon"] : Words["Imports.Progress.Left", (int)Math.Round(left.TotalMinutes)]);
        }

        return string.Join(" — ", parts);
    }

    private static TimeSpan? Left(ImportRequest request, DateTimeOffset now) =>
        request.StageAt is { } began && now - began >= Known && request.Share >= KnownShare ? (now - began) * ((1000.0 - request.Share) / request.Share) : null;
}
