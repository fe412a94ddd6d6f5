using System.Net;
using System.Net.Sockets;

namespace Solidarity.Cli.Tests.Services;

/// <summary>A line between a client and a service that can go dead without closing: what either end sends is lost, and
/// nobody is told. As a mobile network does, or a router that forgets.</summary>
internal sealed class DeadLine : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _hungUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IPEndPoint _service;
    private readonly Task _accepting;
    private int _generation;
    private volatile bool _takesNew = true;

    public DeadLine(string service)
    {
        var address = new Uri(service);
        _service = new IPEndPoint(IPAddress.Parse(address.Host), address.Port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Address => $"http://{_listener.LocalEndpoint}";

    /// <summary>Ends when the service has closed a connection that was dead.</summary>
    public Task ServiceHungUp => _hungUp.Task;

    /// <summary>All connections that there are go dead; new ones too where they are not to work.</summary>
    public void GoDead(bool alsoNew)
    {
        _takesNew = !alsoNew;
        Interlocked.Increment(ref _generation);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var lines = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                lines.Add(CarryAsync(client, _takesNew ? Volatile.Read(ref _generation) : -1));
            }
        }
        catch (Exception problem) when (problem is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(lines);
        }
    }

    private async Task CarryAsync(TcpClient client, int generation)
    {
        using (client)
        using (var service = new TcpClient())
            try
            {
                await service.ConnectAsync(_service, _stop.Token);
                await Task.WhenAll(
                    PumpAsync(client.GetStream(), service.GetStream(), generation, fromService: false),
                    PumpAsync(service.GetStream(), client.GetStream(), generation, fromService: true));
            }
            catch (Exception problem) when (problem is OperationCanceledException or SocketException or IOException)
            {
                // The test is over, or an end has left.
            }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to, int generation, bool fromService)
    {
        var bytes = new byte[16 * 1024];
        while (true)
        {
            var count = await from.ReadAsync(bytes, _stop.Token);
            var isDead = generation != Volatile.Read(ref _generation);
            if (count == 0 && isDead)
            {
                if (fromService)
                    _hungUp.TrySetResult();
                // A dead line does not tell the other end of that either.
                await Task.Delay(Timeout.InfiniteTimeSpan, _stop.Token);
            }
            if (count == 0)
                throw new IOException("one end has left");
            if (!isDead)
                await to.WriteAsync(bytes.AsMemory(0, count), _stop.Token);
        }
    }
}
