using System.CommandLine;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Failures;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Terminals;
using Solidarity.V1;
using Spectre.Console;

namespace Solidarity.Commands.Client;

/// <summary>One command line at work on the service: what was given, the connection, and where answers go.</summary>
internal sealed class ServiceCall : IDisposable
{
    /// <summary>How long one answer may take, in seconds; the service answers in milliseconds.</summary>
    public const int AnswerSecondsMax = 60;

    /// <summary>How many things are asked for at once in lists: the most that the service gives.</summary>
    public const int PageSize = 1_000;

    private const int ConnectSecondsMax = 10;

    private readonly ParseResult _parsed;
    private readonly GrpcChannel _channel;

    public ServiceCall(ParseResult parsed, Terminal terminal, GlobalOptions globals, CancellationToken cancelled)
    {
        _parsed = parsed;
        Terminal = terminal;
        Json = parsed.GetValue(globals.Json);
        RequestId = globals.RequestIdOf(parsed);
        Cancelled = cancelled;
        _channel = Connect(globals.ServerOf(parsed), terminal.KeepAlive);
        Invoker = _channel.CreateCallInvoker();
        Services = new Services(Invoker);
    }

    public Terminal Terminal { get; }

    public bool Json { get; }

    /// <summary>The id of the command to send: the user's, or a new one.</summary>
    public string RequestId { get; }

    public CancellationToken Cancelled { get; }

    public CallInvoker Invoker { get; }

    public Services Services { get; }

    /// <summary>The text of an argument that must be there.</summary>
    public string Text(Argument<string> argument) => _parsed.GetRequiredValue(argument);

    /// <summary>The text of an argument that may be left out.</summary>
    public string? TextOrNull(Argument<string> argument) => _parsed.GetValue(argument);

    public T? Get<T>(Option<T> option) => _parsed.GetValue(option);

    public bool IsGiven(Option option) => _parsed.GetResult(option) is { Implicit: false };

    /// <summary>The text of an option; empty where it was left out, which is what requests have then.</summary>
    public string Text(Option<string?> option) => _parsed.GetValue(option) ?? "";

    public string Section(Argument<string> argument) => Names.Section(Text(argument), Options.FieldOf(argument));

    public string Federation(Argument<string> argument) => Names.Federation(Text(argument), Options.FieldOf(argument));

    public string Strike(Argument<string> argument) => Names.Strike(Text(argument), Options.FieldOf(argument));

    /// <summary>A new id that the user chose; empty to let the service make one.</summary>
    public string Id(Option<string?> option) =>
        Get(option) is { } text ? Names.Id(text, Options.FieldOf(option)) : "";

    /// <summary>Asks a question.</summary>
    public async Task<T> AskAsync<T>(Func<CallOptions, AsyncUnaryCall<T>> ask) => await ask(InTime());

    /// <summary>Asks for page after page until the last one.</summary>
    /// <param name="ask">Takes the token of the page.</param>
    public async Task<List<TItem>> AskAllAsync<TPage, TItem>(
        Func<string, CallOptions, AsyncUnaryCall<TPage>> ask, Func<TPage, (IEnumerable<TItem> Items, string Next)> read)
    {
        var all = new List<TItem>();
        var token = "";
        do
        {
            var (items, next) = read(await ask(token, InTime()));
            all.AddRange(items);
            token = next;
        }
        while (token.Length > 0);
        return all;
    }

    /// <summary>Asks a question whose answer comes in several messages.</summary>
    public async Task ReadAllAsync<T>(Func<CallOptions, AsyncServerStreamingCall<T>> ask, Action<T> read)
    {
        using var answer = ask(InTime());
        while (await answer.ResponseStream.MoveNext(Cancelled))
            read(answer.ResponseStream.Current);
    }

    /// <summary>Sends a command under <see cref="RequestId"/>.</summary>
    /// <exception cref="OutcomeUnknownException">It may have been done, or not.</exception>
    public async Task<CommandReply> SendAsync(Func<CallOptions, AsyncUnaryCall<CommandReply>> send)
    {
        try
        {
            return await send(InTime());
        }
        catch (RpcException problem) when (!ServiceError.IsDefinite(problem))
        {
            throw new OutcomeUnknownException(RequestId, problem);
        }
    }

    /// <summary>Tells that a command was done: a sentence for people, or
    /// <c>{"name","position","requestId"}</c>.</summary>
    public void Done(CommandReply reply, string sentence)
    {
        if (!Json)
        {
            Terminal.Say(sentence);
            return;
        }
        JsonText.Write(Terminal.Output, json =>
        {
            json.WriteStartObject();
            json.WriteString("name", reply.Name);
            json.WriteNumber("position", reply.Position);
            json.WriteString("requestId", RequestId);
            json.WriteEndObject();
        });
    }

    /// <summary>Shows one thing.</summary>
    public void Show(IMessage message, Action<IAnsiConsole> forPeople)
    {
        if (Json)
            MessageJson.WriteOne(Terminal.Output, message);
        else
            forPeople(Terminal.Console());
    }

    /// <summary>Shows one thing with what belongs to it as a list.</summary>
    public void ShowWith(IMessage message, string key, IEnumerable<IMessage> items, Action<IAnsiConsole> forPeople)
    {
        if (Json)
            MessageJson.WriteWith(Terminal.Output, message, key, items);
        else
            forPeople(Terminal.Console());
    }

    /// <summary>Shows a list: <c>{"sections":[…]}</c>, or a table with a line instead where it is empty.</summary>
    public void ShowAll<T>(
        string key, IReadOnlyCollection<T> items, string whenNone, Func<IReadOnlyCollection<T>, Sheet> sheet)
        where T : IMessage
    {
        if (Json)
            MessageJson.WriteAll(Terminal.Output, key, items.Cast<IMessage>());
        else if (items.Count == 0)
            Terminal.Say(whenNone);
        else
            Terminal.Console().Write(sheet(items));
    }

    public void Dispose() => _channel.Dispose();

    private CallOptions InTime() => new(
        deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(AnswerSecondsMax),
        cancellationToken: Cancelled);

    private static GrpcChannel Connect(Uri server, KeepAlive keepAlive) => GrpcChannel.ForAddress(server, new()
    {
        HttpHandler = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(ConnectSecondsMax),
            UseProxy = false,
            // A line that goes dead without closing is noticed while a call is under way.
            KeepAlivePingDelay = keepAlive.Delay,
            KeepAlivePingTimeout = keepAlive.AnswerIn,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        },
        DisposeHttpClient = true,
        // The service keeps its messages below 4 MiB of its own accord.
        MaxReceiveMessageSize = null,
    });
}
