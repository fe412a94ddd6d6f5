using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Solidarity.Commands.Client;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Terminals;
using Spectre.Console;

namespace Solidarity.Commands.CommandLine;

/// <summary>One command line at work on the service: what was given, the connection, and where answers go.</summary>
internal sealed class ServiceCall : IDisposable
{
    /// <summary>How long one answer may take, in seconds; the service answers in milliseconds.</summary>
    public const int AnswerSecondsMax = 60;

    private const int ConnectSecondsMax = 10;

    private readonly ParseResult _parsed;
    private readonly GrpcChannel _channel;
    private readonly bool _again;

    public ServiceCall(ParseResult parsed, Terminal terminal, GlobalOptions globals, CancellationToken cancelled)
    {
        _parsed = parsed;
        Form = globals.FormOf(parsed);
        Terminal = terminal with { IsWide = Form == OutputForm.Wide };
        RequestId = globals.RequestIdOf(parsed);
        _again = parsed.GetValue(globals.Again);
        Cancelled = cancelled;
        _channel = Connect(globals.ServerOf(parsed), terminal.KeepAlive);
        Invoker = _channel.CreateCallInvoker();
        Services = new Services(Invoker);
    }

    public Terminal Terminal { get; }

    public OutputForm Form { get; }

    public bool Json => Form == OutputForm.Json;

    /// <summary>Whether a person reads: sentences may stand beside tables.</summary>
    public bool ForPeople => Form is OutputForm.Table or OutputForm.Wide;

    /// <summary>The id of the command to send: the user's, or a new one.</summary>
    public string RequestId { get; private set; }

    public CancellationToken Cancelled { get; }

    public CallInvoker Invoker { get; }

    public Services Services { get; }

    /// <summary>What the ids on the command line stand for that come without a kind.</summary>
    public FoundBodies Found { get; private set; } = FoundBodies.None;

    /// <summary>Asks the service what ids stand for that come without a kind.</summary>
    public async Task FindBodiesAsync()
    {
        if (FoundBodies.IdsIn(_parsed) is [_, ..] ids)
            Found = await FoundBodies.AskAsync(this, ids);
    }

    /// <summary>The text of an argument that must be there.</summary>
    public string Text(Argument<string> argument) => _parsed.GetRequiredValue(argument);

    /// <summary>The text of an argument that may be left out.</summary>
    public string? TextOrNull(Argument<string> argument) => _parsed.GetValue(argument);

    public T? Get<T>(Option<T> option) => _parsed.GetValue(option);

    public bool IsGiven(Option option) => _parsed.GetResult(option) is { Implicit: false };

    /// <exception cref="UsageException">None of these was given, and so there is nothing to do.</exception>
    public void GivesSome(IReadOnlyCollection<Option> options)
    {
        if (!options.Any(IsGiven))
            throw new UsageException("USAGE",
                $"Nothing is to change. Give one of {string.Join(", ", options.Select(option => option.Name))}.");
    }

    /// <summary>The text of an option; empty where it was left out, which is what requests have then.</summary>
    public string Text(Option<string?> option) => _parsed.GetValue(option) ?? "";

    // Names and choices: of an option that was left out they are what requests have then, empty or unspecified.

    public string Section(Symbol symbol) => Read(symbol, Names.Section);

    public string Federation(Symbol symbol) => Read(symbol, Names.Federation);

    public string Strike(Symbol symbol) => Read(symbol, Names.Strike);

    public string Transfer(Symbol symbol) => Read(symbol, Names.Transfer);

    /// <summary>A section or a federation.</summary>
    public string Body(Symbol symbol) => Read(symbol, Found.Read);

    /// <summary>The sections and federations of an option.</summary>
    public IEnumerable<string> Bodies(Option<string[]> option) =>
        (Get(option) ?? []).Select(text => Found.Read(text, Options.FieldOf(option)));

    public string Country(Symbol symbol) => Read(symbol, Names.Country);

    public string Hop(Symbol symbol) => Read(symbol, Names.Hop);

    public T Choice<T>(Symbol symbol) where T : struct, Enum =>
        GivenText(symbol) is { } text ? EnumText.Parse<T>(text, Options.FieldOf(symbol)) : default;

    /// <summary>A new id that the user chose; empty to let the service make one.</summary>
    public string Id(Option<string?> option) =>
        Get(option) is { } text ? Names.Id(text, Options.FieldOf(option)) : "";

    /// <summary>Asks a question.</summary>
    public async Task<TAnswer> AskAsync<TRequest, TAnswer>(
        TRequest request, Func<TRequest, CallOptions, AsyncUnaryCall<TAnswer>> ask) => await ask(request, InTime());

    /// <summary>Asks for page after page until the last one.</summary>
    public Task<List<TItem>> AskAllAsync<TRequest, TPage, TItem>(
        TRequest request, Func<TRequest, CallOptions, AsyncUnaryCall<TPage>> ask, Func<TPage, IEnumerable<TItem>> read)
        where TRequest : IMessage where TPage : IMessage => Paging.AllAsync(request, ask, read, InTime);

    /// <summary>Asks for all of a list and shows it.</summary>
    /// <param name="whenNone">What to say of an empty list.</param>
    public async Task<List<TItem>> ListAsync<TRequest, TPage, TItem>(
        TRequest request, Func<TRequest, CallOptions, AsyncUnaryCall<TPage>> ask, Func<TPage, IEnumerable<TItem>> read,
        Func<TRequest, Wording> whenNone, Func<IReadOnlyCollection<TItem>, Sheet> sheet)
        where TRequest : IMessage where TPage : IMessage, new() where TItem : IMessage
    {
        var items = await AskAllAsync(request, ask, read);
        ShowAll(Paging.ListName<TPage>(), items, whenNone(request), sheet);
        return items;
    }

    /// <summary>Asks a question whose answer comes in several messages.</summary>
    public async Task ReadAllAsync<T>(Func<CallOptions, AsyncServerStreamingCall<T>> ask, Action<T> read)
    {
        using var answer = ask(InTime());
        while (await answer.ResponseStream.MoveNext(Cancelled))
            read(answer.ResponseStream.Current);
    }

    /// <summary>Sends a command under <see cref="RequestId"/>. Where the same was done just now, a person is asked
    /// whether it is to be done again.</summary>
    /// <exception cref="OutcomeUnknownException">It may have been done, or not.</exception>
    public async Task<CommandReply> SendAsync<TRequest>(
        TRequest request, Func<TRequest, CallOptions, AsyncUnaryCall<CommandReply>> send)
        where TRequest : IMessage
    {
        if (_again)
            request.Set("again", true);
        try
        {
            return await SendOnceAsync(request, send, asked: false);
        }
        catch (RpcException refusal) when (MayAsk && ServiceError.DoneJustNow(refusal) is not null)
        {
            var (what, before) = ServiceError.DoneJustNow(refusal)!.Value;
            what = Language.Current.Repeat(what);
            what = $"{char.ToUpperInvariant(what[0])}{what[1..]}";
            before = Language.Current.Repeat(before);
            if (!await Terminal.AskAsync($"{what} was done {before} ago. Do it again?", Cancelled))
                throw;
        }
        RequestId = RequestIds.AfterRefusal(RequestId);
        request.Set("again", true);
        return await SendOnceAsync(request, send, asked: true);
    }

    /// <summary>Sends a command, and tells that it was done.</summary>
    public async Task SendAsync<TRequest>(
        TRequest request, Func<TRequest, CallOptions, AsyncUnaryCall<CommandReply>> send,
        Func<TRequest, CommandReply, Said> tell)
        where TRequest : IMessage
    {
        var reply = await SendAsync(request, send);
        Done(reply, tell(request, reply));
    }

    /// <summary>Sends a command, and tells that it was done.</summary>
    public Task SendAsync<TRequest>(
        TRequest request, Func<TRequest, CallOptions, AsyncUnaryCall<CommandReply>> send,
        Func<TRequest, Said> tell)
        where TRequest : IMessage => SendAsync(request, send, (sent, _) => tell(sent));

    /// <inheritdoc cref="SendAsync{TRequest}(TRequest, Func{TRequest, CallOptions, AsyncUnaryCall{CommandReply}},
    /// Func{TRequest, Said})"/>
    public Task SendAsync<TRequest>(
        TRequest request, Func<TRequest, CallOptions, AsyncUnaryCall<CommandReply>> send,
        Func<TRequest, Wording> tell)
        where TRequest : IMessage => SendAsync(request, send, (sent, _) => tell(sent));

    /// <summary>Tells that a command was done.</summary>
    public void Done(CommandReply reply, Wording sentence) => Done(reply, new Said(sentence));

    /// <summary>Tells that a command was done: a sentence for people with what can be done next, or
    /// <c>{"name","position","requestId"}</c>; and what its sender should look at.</summary>
    public void Done(CommandReply reply, Said said)
    {
        if (Json)
        {
            var done = new JsonFields
            {
                ["name"] = reply.Name,
                ["position"] = reply.Position,
                ["requestId"] = RequestId,
            };
            if (reply.Notices.Count > 0)
                done["notices"] = reply.Notices;
            JsonText.Write(Terminal.Output, done);
            return;
        }
        if (reply.Notices.Count == 0 && said.Hints is [var only])
        {
            Terminal.Say($"{said.Sentence} {only}");
            return;
        }
        Terminal.Say(said.Sentence);
        foreach (var notice in reply.Notices)
            Terminal.Say(Wording.Verbatim(Language.Current.Repeat(notice.Text)));
        Suggest([.. said.Hints]);
    }

    /// <summary>Says what a person can do next.</summary>
    public void Suggest(params ReadOnlySpan<Hint> hints)
    {
        if (!ForPeople)
            return;
        foreach (var hint in hints)
            Terminal.Say($"{Hint.Indent}{hint}");
    }

    /// <summary>Shows one thing.</summary>
    /// <param name="table">The one table that programs get of it.</param>
    public void Show(IMessage message, Func<Sheet> table, Action<IAnsiConsole> forPeople)
    {
        if (Json)
            JsonText.Write(Terminal.Output, message);
        else if (ForPeople)
            forPeople(Terminal.Console());
        else
            SeparatedText.Write(Terminal.Output, table(), Form);
    }

    /// <summary>Shows one thing in lines that are no table.</summary>
    public void Show(IMessage message, Action<IAnsiConsole> forPeople)
    {
        if (Json)
            JsonText.Write(Terminal.Output, message);
        else
            forPeople(Terminal.Console());
    }

    /// <summary>Shows one thing as its facts.</summary>
    public void ShowFacts(IMessage message, IReadOnlyList<(Wording Name, string Value)> facts) =>
        Show(message, () => Facts.Row(facts), console => Facts.Write(console, facts));

    /// <summary>Shows one thing with what belongs to it as a list.</summary>
    public void ShowWith(
        IMessage message, string key, IEnumerable<IMessage> items, Func<Sheet> table, Action<IAnsiConsole> forPeople)
    {
        if (Json)
            MessageJson.WriteWith(Terminal.Output, message, key, items);
        else
            Show(message, table, forPeople);
    }

    /// <summary>Shows a list: <c>{"sections":[…]}</c>, or a table with a line instead where it is empty.</summary>
    public void ShowAll<T>(
        string key, IReadOnlyCollection<T> items, Wording whenNone, Func<IReadOnlyCollection<T>, Sheet> sheet)
        where T : IMessage
    {
        if (Json)
            JsonText.Write(Terminal.Output, new JsonFields { [key] = items });
        else if (!ForPeople)
            SeparatedText.Write(Terminal.Output, sheet(items), Form);
        else if (items.Count == 0)
            Terminal.Say(whenNone);
        else
            Terminal.Console().Write(sheet(items));
    }

    public void Dispose() => _channel.Dispose();

    private bool MayAsk => Terminal.CanAsk && !Json;

    private async Task<CommandReply> SendOnceAsync<TRequest>(
        TRequest request, Func<TRequest, CallOptions, AsyncUnaryCall<CommandReply>> send, bool asked)
        where TRequest : IMessage
    {
        request.Set("request_id", RequestId);
        try
        {
            return await send(request, InTime());
        }
        catch (RpcException problem) when (!ServiceError.IsDefinite(problem))
        {
            throw new OutcomeUnknownException(RequestId, asked, problem);
        }
    }

    private string Read(Symbol symbol, Func<string, string, string> read) =>
        GivenText(symbol) is { } text ? read(text, Options.FieldOf(symbol)) : "";

    private string? GivenText(Symbol symbol) => symbol is Argument<string> argument
        ? _parsed.GetValue(argument)
        : _parsed.GetValue((Option<string?>)symbol);

    private CallOptions InTime() => new(
        deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(AnswerSecondsMax),
        cancellationToken: Cancelled);

    // A client of its own rather than its handler: with a handler alone, the channel puts its machinery for several
    // addresses in between, and to start that takes longer than to ask the service.
    private static GrpcChannel Connect(Uri server, KeepAlive keepAlive) => GrpcChannel.ForAddress(server, new()
    {
        HttpClient = new HttpClient(new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(ConnectSecondsMax),
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
            // A line that goes dead without closing is noticed while a call is under way.
            KeepAlivePingDelay = keepAlive.Delay,
            KeepAlivePingTimeout = keepAlive.AnswerIn,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        })
        {
            // Each call has its own.
            Timeout = Timeout.InfiniteTimeSpan,
        },
        DisposeHttpClient = true,
        // The service keeps its messages below 4 MiB of its own accord.
        MaxReceiveMessageSize = null,
    });
}
