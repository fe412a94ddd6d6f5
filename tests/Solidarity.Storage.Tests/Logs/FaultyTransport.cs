using Azure.Core;
using Azure.Core.Pipeline;

namespace Solidarity.Storage.Tests.Logs;

/// <summary>A line to the storage on which answers get lost after the storage has done what was asked.</summary>
internal sealed class FaultyTransport : HttpPipelineTransport, IDisposable
{
    private readonly HttpClientTransport _inner = new();
    private int _toLose;

    /// <summary>How many answers to appends were lost.</summary>
    public int Lost { get; private set; }

    /// <summary>The answers to so many appends from now on get lost.</summary>
    public void Lose(int answers) => Volatile.Write(ref _toLose, answers);

    /// <summary>Requests that do not reach the storage.</summary>
    public Func<Request, bool>? Refused { get; set; }

    public override Request CreateRequest() => _inner.CreateRequest();

    public override void Process(HttpMessage message)
    {
        if (Refused?.Invoke(message.Request) == true) throw new IOException("there is no line");
        _inner.Process(message);
        if (IsAppend(message.Request) && Volatile.Read(ref _toLose) > 0)
        {
            Interlocked.Decrement(ref _toLose);
            Lost++;
            throw new IOException("the line was cut");
        }
    }

    public override ValueTask ProcessAsync(HttpMessage message) =>
        throw new NotSupportedException("the log asks without awaiting");

    public void Dispose() => _inner.Dispose();

    private static bool IsAppend(Request request) =>
        request.Uri.Query.Contains("comp=appendblock", StringComparison.Ordinal);
}
