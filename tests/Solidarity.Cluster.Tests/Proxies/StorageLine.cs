using System.Net;
using System.Net.Sockets;

namespace Solidarity.Cluster.Tests.Proxies;

/// <summary>A connection to the storage, made with the first request.</summary>
internal sealed class StorageLine(IPEndPoint storage) : IDisposable
{
    private TcpClient? _client;
    private HttpReader? _reader;

    public async Task<HttpMessage> AskAsync(HttpMessage request, CancellationToken cancelled)
    {
        if (_client is null || HasEnded(_client))
        {
            _client?.Dispose();
            _client = new TcpClient { NoDelay = true };
            await _client.ConnectAsync(storage, cancelled);
            _reader = new HttpReader(_client.GetStream());
        }
        await _client.GetStream().WriteAsync(request.Bytes, cancelled);
        return await _reader!.AnswerAsync(request.Method == "HEAD", cancelled);
    }

    public void Dispose() => _client?.Dispose();

    // The storage closes connections that were idle for some seconds, and its answer is not awaited now.
    private static bool HasEnded(TcpClient client) => client.Client.Poll(0, SelectMode.SelectRead);
}
