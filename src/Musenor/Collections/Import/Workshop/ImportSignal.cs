namespace Musenor.Collections.Import.Workshop;

/// <summary>Wakes the worker of this machine; those of the others look every few seconds.</summary>
internal sealed class ImportSignal : IDisposable
{
    private readonly SemaphoreSlim _asked = new(0);

    public void Wake() => _asked.Release();

    public Task<bool> Wait(TimeSpan most, CancellationToken stop) => _asked.WaitAsync(most, stop);

    public void Dispose() => _asked.Dispose();
}
