namespace Grpc.Core;

/// <summary>A stream of messages to read, one reader at a time.</summary>
public interface IAsyncStreamReader<out T>
{
    /// <summary>The message that the last <see cref="MoveNext" /> came to.</summary>
    T Current { get; }

    /// <summary>
    /// Goes to the next message; false at the end of the stream. On a client a call that failed throws
    /// <see cref="RpcException" />. Cancelling a read that is under way cancels the whole call.
    /// </summary>
    Task<bool> MoveNext(CancellationToken cancellationToken);
}

/// <summary>A stream of messages to write, one write at a time.</summary>
public interface IAsyncStreamWriter<in T>
{
    /// <summary>How the next messages are written; null for the call's default.</summary>
    WriteOptions? WriteOptions { get; set; }

    /// <summary>Writes one message; the task ends when the next one may be written.</summary>
    Task WriteAsync(T message);

    /// <summary>Writes one message. Cancelling a write that is under way cancels the whole call.</summary>
    /// <exception cref="NotSupportedException">
    /// The token can be cancelled and this stream does not watch tokens.
    /// </exception>
    Task WriteAsync(T message, CancellationToken cancellationToken) => cancellationToken.CanBeCanceled
        ? throw new NotSupportedException("This stream does not support the cancellation of a single write.")
        : WriteAsync(message);
}

/// <summary>A client's stream of requests.</summary>
public interface IClientStreamWriter<in T> : IAsyncStreamWriter<T>
{
    /// <summary>Ends the stream of requests. To be called at most once.</summary>
    Task CompleteAsync();
}

/// <summary>A server's stream of responses. It ends when the method returns.</summary>
public interface IServerStreamWriter<in T> : IAsyncStreamWriter<T>;

/// <summary>Short forms for readers.</summary>
public static class AsyncStreamReaderExtensions
{
    /// <summary>Goes to the next message; false at the end of the stream.</summary>
    public static Task<bool> MoveNext<T>(this IAsyncStreamReader<T> streamReader)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(streamReader);
        return streamReader.MoveNext(CancellationToken.None);
    }
}
