using System.CommandLine;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Failures;
using Solidarity.Commands.Terminals;
using Solidarity.Server;
using Solidarity.Storage.Logs;

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
            Description = "The address to listen on; port 0 takes a free one.",
            DefaultValueFactory = _ => GlobalOptions.ServerDefault,
        };
        var remote = Options.Flag("--allow-remote",
            "Listen on an address that other machines reach. The service asks nobody who they are: "
            + "whoever reaches it can do everything.");
        var acceptLoss = Options.Flag("--accept-loss",
            "Go on with a journal that lacks entries which it had acknowledged. Keep a copy of the folder first. It is "
            + "for one start: where nothing is lost, the service does not start with it.");
        var cluster = Options.Text("--cluster", "NAME",
            "Keep the journal in the log of this name in --storage, which other services of the name write to as well; "
            + "DIR is then this service's own replica, and may be empty.");
        var (storage, operators, tls) = (new StorageOptions(), new OperatorOptions(), new SiloTlsOptions());
        var command = new Command("serve", "Run the service until Ctrl-C.")
        {
            data, listen, remote, acceptLoss, cluster,
        };
        storage.AddTo(command);
        tls.AddTo(command);
        operators.AddTo(command);
        command.WithExamples(
            "serve --data ./treasury", "serve --data ./treasury --listen http://127.0.0.1:8000",
            "serve --data ./replica --cluster romande --storage \"UseDevelopmentStorage=true\"");
        command.SetAction(async (parsed, cancelled) =>
        {
            using var silo = tls.Read(parsed);
            var options = new ServerOptions
            {
                DataFolder = parsed.GetRequiredValue(data)!,
                Listen = AddressOf(parsed.GetRequiredValue(listen)),
                AllowRemote = parsed.GetValue(remote),
                AcceptLoss = parsed.GetValue(acceptLoss),
                Log = LogOf(
                    parsed.GetValue(cluster), storage.Read(parsed, isWanted: parsed.GetValue(cluster) is not null)),
                SiloTls = silo,
                Telemetry = operators.Read(parsed),
            };
            await ServeAsync(options, frame.Terminal.Output, frame.IsJson(parsed), cancelled);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static async Task ServeAsync(
        ServerOptions options, TextWriter output, bool json, CancellationToken cancelled)
    {
        await using var server = await SolidarityServer.StartAsync(options, cancelled);
        Announce(server, options.DataFolder, output, json);
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var told = cancelled.Register(() => stopped.TrySetResult());
        using var byItself = server.Stopping.Register(() => stopped.TrySetResult());
        await stopped.Task;
        if (!cancelled.IsCancellationRequested)
            throw new ServiceStoppedException("The service has stopped by itself; the log above says why. "
                + $"Check the data with: solidarity verify --data {options.DataFolder}");
    }

    // One line, whole, as soon as calls are taken: programs that start the service wait for it.
    private static void Announce(SolidarityServer server, string folder, TextWriter output, bool json)
    {
        var (address, metrics, dashboard) =
            (TextOf(server.Address), TextOf(server.MetricsAddress), TextOf(server.DashboardAddress));
        if (json)
            JsonText.Write(
                output, metrics is null && dashboard is null
                    ? new { address, data = folder }
                    : new { address, data = folder, metrics, dashboard }, oneLine: true);
        else
            output.WriteLine(Shown.Line($"Listening on {address}, data in {folder}"
                + (metrics is null ? "" : $", metrics on {metrics}")
                + (dashboard is null ? "" : $", dashboard on {dashboard}") + ". Ctrl-C stops it."));
        output.Flush();
    }

    private static string? TextOf(Uri? address) => address?.GetLeftPart(UriPartial.Authority);

    private static BlobLog? LogOf(string? cluster, StorageAccount? storage)
    {
        if (cluster is null && storage is null)
            return null;
        if (storage is null)
            throw UsageException.Malformed("storage", "--cluster needs --storage, --storage-file or the variable "
                + $"{StorageOptions.Variable}, which say where its log is");
        if (cluster is null)
            throw UsageException.Malformed("cluster", "--storage needs --cluster, the name of the log in it");
        try
        {
            return BlobLog.Open(storage, cluster);
        }
        catch (FormatException problem)
        {
            throw UsageException.Malformed("storage", problem.Message);
        }
    }

    private static Uri AddressOf(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address)
        ? address
        : throw UsageException.Malformed("listen", $"\"{text}\" is no address such as {GlobalOptions.ServerDefault}");
}
