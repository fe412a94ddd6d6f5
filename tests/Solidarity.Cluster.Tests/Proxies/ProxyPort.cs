using System.Net;
using System.Net.Sockets;

namespace Solidarity.Cluster.Tests.Proxies;

/// <summary>One port of a <see cref="StorageProxy"/>.</summary>
internal sealed class ProxyPort : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly IPEndPoint _storage;
    private readonly FaultPlan _plan;
    private readonly Task _accepting;
    private CancellationTokenSource _connected = new();
    private volatile bool _isAway;
    private AppendHold? _hold;
    private long _requests;

    public ProxyPort(IPEndPoint storage, FaultPlan plan)
    {
        (_storage, _plan) = (storage, plan);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Number => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public long Requests => Interlocked.Read(ref _requests);

    public bool IsAway
    {
        set
        {
            _isAway = value;
            if (value)
                Interlocked.Exchange(ref _connected, new CancellationTokenSource()).Cancel();
        }
    }

    /// <summary>Who gets the next append to a blob; null for the storage.</summary>
    public AppendHold? Hold
    {
        set => Volatile.Write(ref _hold, value);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
        _connected.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                var service = await _listener.AcceptTcpClientAsync(_stop.Token);
                connections.RemoveAll(connection => connection.IsCompleted);
                if (_isAway)
                    service.Close();
                else
                    connections.Add(CarryAsync(service));
            }
        }
        catch (Exception problem) when (problem is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task CarryAsync(TcpClient service)
    {
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, _connected.Token);
        using (service)
        using (var line = new StorageLine(_storage))
            try
            {
                service.NoDelay = true;
                var stream = service.GetStream();
                var reader = new HttpReader(stream);
                while (await reader.RequestAsync(ContinueAsync, cancelled.Token) is { } request)
                {
                    Interlocked.Increment(ref _requests);
                    if (await AnswerAsync(request, line, service, cancelled.Token) is not { } answer)
                        return;
                    await stream.WriteAsync(answer.Bytes, cancelled.Token);
                }

                async Task ContinueAsync() => await stream.WriteAsync(
                    "HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), cancelled.Token);
            }
            catch (Exception problem) when (problem is OperationCanceledException or SocketException or IOException)
            {
                // One end has left, or the storage went away.
            }
    }

    /// <returns>Null where the connection is to be closed.</returns>
    private async Task<HttpMessage?> AnswerAsync(
        HttpMessage request, StorageLine line, TcpClient service, CancellationToken cancelled)
    {
        if (request.IsAppend && Interlocked.Exchange(ref _hold, null) is { } hold)
            return await hold.HoldAsync(request, line, service, cancelled);
        var (fault, time) = _plan.Draw();
        switch (fault)
        {
            case ProxyFault.None:
                return await line.AskAsync(request, cancelled);
            case ProxyFault.Delay:
                await Task.Delay(time, cancelled);
                return await line.AskAsync(request, cancelled);
            case ProxyFault.DelayAnswer:
                var late = await line.AskAsync(request, cancelled);
                await Task.Delay(time, cancelled);
                return late;
            case ProxyFault.Cut:
                return null;
            case ProxyFault.SwallowAnswer:
                await line.AskAsync(request, cancelled);
                return null;
            case ProxyFault.PassOnLate:
                service.Close();
                await Task.Delay(time, cancelled);
                await line.AskAsync(request, cancelled);
                return null;
            case ProxyFault.TwiceFirstAnswer:
                var first = await line.AskAsync(request, cancelled);
                await line.AskAsync(request, cancelled);
                return first;
            case ProxyFault.TwiceSecondAnswer:
                await line.AskAsync(request, cancelled);
                return await line.AskAsync(request, cancelled);
            case ProxyFault.Busy:
                return HttpMessage.Answer(503, "Server Busy");
            case ProxyFault.Throttle:
                return HttpMessage.Answer(429, "Too Many Requests");
            case ProxyFault.BusyAfterwards:
                await line.AskAsync(request, cancelled);
                return HttpMessage.Answer(503, "Server Busy");
            default:
                throw new UnreachableException($"fault {fault}");
        }
    }
}
