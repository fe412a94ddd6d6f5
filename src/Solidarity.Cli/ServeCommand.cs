using System.CommandLine;
using System.Net;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Failures;
using Solidarity.Commands.Terminals;
using Solidarity.Grains.Clusters;
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
            "Be one of the services of this name that share their work, and their journal in --storage. DIR is then "
            + "this service's own replica, and may be empty.");
        var storage = Options.Text("--storage", "CONNECTION",
            "The connection string of the Azure Storage account that has the cluster's log and members.");
        var silo = Options.Text("--silo", "HOST:PORT",
            "Where the other services of the cluster reach this one: an IP address of this machine and a port. Without "
            + "it they are all on this machine.");
        var command = new Command("serve", "Run the service until Ctrl-C.")
        {
            data, listen, remote, acceptLoss, cluster, storage, silo,
        };
        command.WithExamples(
            "serve --data ./treasury", "serve --data ./treasury --listen http://127.0.0.1:8000",
            "serve --data ./replica --cluster romande --storage \"UseDevelopmentStorage=true\"");
        command.SetAction(async (parsed, cancelled) =>
        {
            var options = new ServerOptions
            {
                DataFolder = parsed.GetRequiredValue(data)!,
                Listen = AddressOf(parsed.GetRequiredValue(listen)),
                AllowRemote = parsed.GetValue(remote),
                AcceptLoss = parsed.GetValue(acceptLoss),
                Cluster = ClusterOf(
                    parsed.GetValue(cluster), parsed.GetValue(storage), parsed.GetValue(silo)),
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
        Announce(server.Address, options.DataFolder, output, json);
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var told = cancelled.Register(() => stopped.TrySetResult());
        using var byItself = server.Stopping.Register(() => stopped.TrySetResult());
        await stopped.Task;
        if (!cancelled.IsCancellationRequested)
            throw new ServiceStoppedException("The service has stopped by itself; the log above says why. "
                + $"Check the data with: solidarity verify --data {options.DataFolder}");
    }

    // One line, whole, as soon as calls are taken: programs that start the service wait for it.
    private static void Announce(Uri address, string folder, TextWriter output, bool json)
    {
        if (json)
            JsonText.Write(
                output, new { address = address.GetLeftPart(UriPartial.Authority), data = folder }, oneLine: true);
        else
            output.WriteLine(Shown.Line(
                $"Listening on {address.GetLeftPart(UriPartial.Authority)}, data in {folder}. Ctrl-C stops it."));
        output.Flush();
    }

    private static ClusterSettings? ClusterOf(string? cluster, string? storage, string? silo)
    {
        if (cluster is null && storage is null && silo is null)
            return null;
        if (storage is null)
            throw UsageException.Malformed("storage", "a cluster needs --storage, where its log is");
        if (cluster is null)
            throw UsageException.Malformed("cluster", "a cluster needs --cluster, its name");
        try
        {
            BlobLog.Open(storage, cluster);
        }
        catch (FormatException problem)
        {
            throw UsageException.Malformed("storage", problem.Message);
        }
        var settings = new ClusterSettings(cluster, storage);
        return silo is null ? settings : settings with { Silo = EndpointOf(silo) };
    }

    private static IPEndPoint EndpointOf(string text) => IPEndPoint.TryParse(text, out var endpoint)
        ? endpoint
        : throw UsageException.Malformed(
            "silo", $"\"{text}\" is no address of this machine with a port, such as 127.0.0.1:11111");

    private static Uri AddressOf(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address)
        ? address
        : throw UsageException.Malformed("listen", $"\"{text}\" is no address such as {GlobalOptions.ServerDefault}");
}
