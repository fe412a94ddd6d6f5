using System.CommandLine;
using Grpc.Core;
using Grpc.Net.Client;
using Solidarity.V1;

namespace Solidarity.Cli.Running;

/// <summary>One command line at work on the service: what was given, the connection, and where answers go.</summary>
internal sealed class ServiceCall(ParseResult parsed, Terminal terminal, bool json, Uri server, CancellationToken cancelled)
    : IDisposable
{
    /// <summary>How long one answer may take, in seconds; the service answers in milliseconds.</summary>
    public const int AnswerSecondsMax = 60;

    private const int ConnectSecondsMax = 10;

    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(server, new GrpcChannelOptions
    {
        HttpHandler = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(ConnectSecondsMax),
            UseProxy = false,
        },
        DisposeHttpClient = true,
        // The service keeps its messages below 4 MiB of its own accord.
        MaxReceiveMessageSize = null,
    });

    public CancellationToken Cancelled => cancelled;

    public Terminal Terminal => terminal;

    public bool Json => json;

    public ParseResult Parsed => parsed;

    public CallInvoker Invoker => _channel.CreateCallInvoker();

    /// <summary>The text of an argument; null where an optional one was left out.</summary>
    public string? Text(Argument<string> argument) => parsed.GetValue(argument);

    public T? Get<T>(Option<T> option) => parsed.GetValue(option);

    /// <summary>Asks a question.</summary>
    public async Task<T> AskAsync<T>(Func<CallOptions, AsyncUnaryCall<T>> ask) => await ask(Options());

    /// <summary>Sends a command.</summary>
    /// <exception cref="OutcomeUnknownException">It may have been done, or not.</exception>
    public async Task<CommandReply> SendAsync(string requestId, Func<CallOptions, AsyncUnaryCall<CommandReply>> send)
    {
        try
        {
            return await send(Options());
        }
        catch (RpcException problem) when (!ServiceError.IsDefinite(problem))
        {
            throw new OutcomeUnknownException(requestId, problem);
        }
    }

    public void Dispose() => _channel.Dispose();

    private CallOptions Options() => new(
        deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(AnswerSecondsMax),
        cancellationToken: cancelled);
}
