using System.Diagnostics.CodeAnalysis;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Solidarity.Storage.Tests.Logs;

/// <summary>A line to the storage on which answers get lost after the storage has done what was asked, a storage that
/// is too busy to do anything, and one that takes its time.</summary>
internal sealed class FaultyTransport : HttpPipelineTransport, IDisposable
{
    private readonly HttpClientTransport _inner = new();
    private readonly ManualResetEventSlim _isOpen = new(initialState: true);
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _toLose;
    private int _toRefuse;
    private int _status;

    /// <summary>How often the log was read.</summary>
    public int Reads { get; private set; }

    /// <summary>How many answers to appends were lost.</summary>
    public int Lost { get; private set; }

    /// <summary>How many requests were refused because the storage was busy.</summary>
    public int Refused { get; private set; }

    /// <summary>Completes when an append waits on the line.</summary>
    public Task Held => _held.Task;

    /// <summary>The answers to so many appends from now on get lost.</summary>
    public void Lose(int answers) => Volatile.Write(ref _toLose, answers);

    /// <summary>So many appends from now on are refused by a busy storage.</summary>
    public void Refuse(int requests, int status)
    {
        _status = status;
        Volatile.Write(ref _toRefuse, requests);
    }

    /// <summary>Appends wait until <see cref="Release"/>.</summary>
    public void Hold() => _isOpen.Reset();

    public void Release() => _isOpen.Set();

    /// <summary>Requests that do not reach the storage.</summary>
    public Func<Request, bool>? Unreachable { get; set; }

    /// <summary>Requests at which the storage fails, with an error of its own.</summary>
    public Func<Request, bool>? Failing { get; set; }

    public override Request CreateRequest() => _inner.CreateRequest();

    public override void Process(HttpMessage message)
    {
        if (message.Request.Method == RequestMethod.Get) Reads++;
        if (Unreachable?.Invoke(message.Request) == true) throw new IOException("there is no line");
        if (Failing?.Invoke(message.Request) == true)
        {
            message.Response = new BusyResponse(500);
            return;
        }

        if (!IsAppend(message.Request))
        {
            _inner.Process(message);
            return;
        }

        if (Volatile.Read(ref _toRefuse) > 0)
        {
            Interlocked.Decrement(ref _toRefuse);
            Refused++;
            message.Response = new BusyResponse(_status);
            return;
        }

        if (!_isOpen.IsSet) _held.TrySetResult();
        _isOpen.Wait();
        _inner.Process(message);
        if (Volatile.Read(ref _toLose) <= 0) return;
        Interlocked.Decrement(ref _toLose);
        Lost++;
        throw new IOException("the line was cut");
    }

    public override ValueTask ProcessAsync(HttpMessage message) =>
        throw new NotSupportedException("the log asks without awaiting");

    public void Dispose()
    {
        _inner.Dispose();
        _isOpen.Dispose();
    }

    private static bool IsAppend(Request request) =>
        request.Uri.Query.Contains("comp=appendblock", StringComparison.Ordinal);
}

/// <summary>What a storage says that has too much to do.</summary>
internal sealed class BusyResponse(int status, int? retryAfterSeconds = null) : Azure.Response
{
    public override int Status => status;

    public override string ReasonPhrase => "Server Busy";

    public override Stream? ContentStream { get; set; }

    public override string ClientRequestId { get; set; } = "";

    public override void Dispose()
    {
        // Holds nothing.
    }

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        value = name == "Retry-After" ? retryAfterSeconds?.ToString(CultureInfo.InvariantCulture) : null;
        return value is not null;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = TryGetHeader(name, out var value) ? [value] : null;
        return values is not null;
    }

    protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() =>
        TryGetHeader("Retry-After", out var value) ? [new HttpHeader("Retry-After", value)] : [];
}
