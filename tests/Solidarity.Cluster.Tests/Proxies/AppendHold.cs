using System.Net.Sockets;

namespace Solidarity.Cluster.Tests.Proxies;

/// <summary>Holds one append until the service that sent it is gone, or until it is released.</summary>
/// <param name="isPassedOn">Whether it is passed on first, so that the storage has it before the service hears of it.
/// </param>
internal sealed class AppendHold(bool isPassedOn)
{
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when an append is held.</summary>
    public Task Held => _held.Task;

    public void Release() => _released.TrySetResult();

    /// <returns>Null where the service is gone.</returns>
    public async Task<HttpMessage?> HoldAsync(
        HttpMessage request, StorageLine line, TcpClient service, CancellationToken cancelled)
    {
        var answer = isPassedOn ? await line.AskAsync(request, cancelled) : null;
        _held.TrySetResult();
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        // The service sends nothing before it is answered, so a reading ends with the connection.
        var gone = service.GetStream()
            .ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, leave.Token).AsTask();
        if (await Task.WhenAny(gone, _released.Task) == gone)
            return null;
        await leave.CancelAsync();
        return answer ?? await line.AskAsync(request, cancelled);
    }
}
