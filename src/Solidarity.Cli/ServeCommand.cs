using System.CommandLine;
using System.Net;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Failures;
using Solidarity.Commands.Programs;
using Solidarity.Commands.Terminals;
using Solidarity.Domain.Text;
using Solidarity.Server;

namespace Solidarity.Cli;

/// <summary><c>solidarity serve</c>: runs the service until it is told to stop, which is success.</summary>
internal static class ServeCommand
{
    public static Command Create(Frame frame)
    {
        var data = Options.Required("--data", "DIR", "The folder that holds all data; made where it is missing.");
        var listen = new Option<string>("--listen")
        {
            HelpName = "URL",
            Description = T("The address to listen on; port 0 takes a free one."),
            DefaultValueFactory = _ => GlobalOptions.ServerDefault,
        };
        var remote = Options.Flag("--allow-remote",
            "Listen on an address that other machines reach. The service asks nobody who they are: "
            + "whoever reaches it can do everything.");
        var acceptLoss = Options.Flag("--accept-loss",
            "Go on with a journal that lacks entries which it had acknowledged. Keep a copy of the folder first. It is "
            + "for one start: where nothing is lost, the service does not start with it.");
        var trades = Options.Text("--trades", "FILE",
            "A table of trades and names to add to those that are built in: a first line code,language,name, then a "
            + "name in each line. All services of a cluster need the same one.");
        var (membership, operators, notify) = (new MembershipOptions(), new OperatorOptions(), new NotifyOptions());
        var command = ServiceCommand.Serve.New(data, listen, remote, acceptLoss, trades);
        membership.AddTo(command);
        operators.AddTo(command);
        notify.AddTo(command);
        command.WithExamples(
            "serve --data ./treasury", "serve --data ./treasury --listen http://127.0.0.1:8000",
            "serve --data ./replica --cluster romande --storage-file ./storage");
        command.SetAction(async (parsed, cancelled) =>
        {
            using var tls = membership.ReadTls(parsed);
            var options = new ServerOptions
            {
                DataFolder = parsed.GetRequiredValue(data)!,
                Listen = AddressOf(parsed.GetRequiredValue(listen)),
                AllowRemote = parsed.GetValue(remote),
                AcceptLoss = parsed.GetValue(acceptLoss),
                Cluster = membership.Read(parsed, tls),
                Telemetry = operators.Read(parsed),
                Notices = notify.Read(parsed),
                Trades = parsed.GetValue(trades) is { } file ? TradesFile.Read(file) : TradeTable.BuiltIn,
            };
            await ServeAsync(options, frame.Terminal, frame.IsJson(parsed), cancelled);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static async Task ServeAsync(
        ServerOptions options, Terminal terminal, bool json, CancellationToken cancelled)
    {
        await using var server = await SolidarityServer.StartAsync(options, cancelled);
        Announce(server, options.DataFolder, terminal.Output, json);
        if (server.ClockProblem is { } problem)
            terminal.Tell($"solidarity: {Language.Current.Repeat(problem)}");
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var told = cancelled.Register(() => stopped.TrySetResult());
        using var byItself = server.Stopping.Register(() => stopped.TrySetResult());
        await stopped.Task;
        if (!cancelled.IsCancellationRequested)
            throw server.WhyStopped;
    }

    // One line, whole, as soon as calls are taken: programs that start the service wait for it.
    private static void Announce(SolidarityServer server, string folder, TextWriter output, bool json)
    {
        var (address, metrics, dashboard) =
            (TextOf(server.Address), TextOf(server.MetricsAddress), TextOf(server.DashboardAddress));
        if (json)
            JsonText.Write(
                output, metrics is null && dashboard is null
                    ? new JsonFields { ["address"] = address, ["data"] = folder }
                    : new JsonFields
                    {
                        ["address"] = address,
                        ["data"] = folder,
                        ["metrics"] = metrics,
                        ["dashboard"] = dashboard,
                    }, oneLine: true);
        else
            output.WriteLine(Shown.Line(T((metrics is null, dashboard is null) switch
            {
                (true, true) => Wording.Of($"Listening on {address}, data in {folder}. Ctrl-C stops it."),
                (false, true) =>
                    $"Listening on {address}, data in {folder}, metrics on {metrics}. Ctrl-C stops it.",
                (true, false) =>
                    $"Listening on {address}, data in {folder}, dashboard on {dashboard}. Ctrl-C stops it.",
                (false, false) => $"Listening on {address}, data in {folder}, metrics on {metrics}, dashboard on "
                    + $"{dashboard}. Ctrl-C stops it.",
            })));
        output.Flush();
    }

    private static string? TextOf(Uri? address) => address?.GetLeftPart(UriPartial.Authority);

    private static Uri AddressOf(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address)
        ? address
        : throw UsageException.Malformed(
            "listen", Instead(text));

    // An address without its scheme is written out, with what it wants where other machines reach it.
    private static Wording Instead(string text)
    {
        const string example = GlobalOptions.ServerDefault;
        // A number alone is an address, too, and hardly meant so.
        if (text.All(char.IsAsciiDigit) || !IPEndPoint.TryParse(text, out var meant))
            return $"\"{text}\" is no address such as {example}";
        var port = meant.Port > 0 ? meant.Port : new Uri(GlobalOptions.ServerDefault).Port;
        var address = new Uri($"http://{new IPEndPoint(meant.Address, port)}").GetLeftPart(UriPartial.Authority);
        return IPAddress.IsLoopback(meant.Address)
            ? Wording.Of($"\"{text}\" is no address such as {example}; write {address}")
            : $"\"{text}\" is no address such as {example}; write {address} and give --allow-remote";
    }
}
