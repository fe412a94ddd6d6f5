using System.Text.Json;
using Google.Rpc;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using Solidarity.Cli.Tests.Services;
using Solidarity.Commands.Failures;
using Solidarity.Grains.Clusters;
using Solidarity.Server;
using Solidarity.Storage;
using Solidarity.Storage.Logs;
using Solidarity.Storage.Tests.Azurite;
using Solidarity.Storage.Tests.Node;
using HealthClient = Grpc.Health.V1.Health.HealthClient;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Solidarity.Cli.Tests.Serving;

/// <summary>Services that share a log: what one did the others have, and a machine that is lost is replaced.</summary>
public sealed class SharedLogTests
{
    private readonly string _cluster = AzuriteServer.NewContainer();

    [NodeFact]
    public async Task A_lost_machine_is_replaced_by_a_service_with_an_empty_folder()
    {
        await using var azurite = await AzuriteServer.StartAsync();
        using var folder = new TempFolder();
        using var first = ServeProcess.Start(
            "serve", "--data", Path.Combine(folder.Path, "first"), "--listen", "http://127.0.0.1:0",
            "--cluster", _cluster, "--storage", azurite.ConnectionString);
        try
        {
            var one = await ServeProcess.AddressAsync(first);
            await using var second = await StartAsync(azurite, folder, "second");
            await DoAsync(one, "sections", "found", "geneva-masons", "--name", "Masons of Geneva",
                "--trade", "masons", "--locality", "Geneva", "--country", "CH", "--currency", "CHF");
            var paid = await DoAsync(one, "deposit", "geneva-masons", "100.00", "CHF", "--memo", "dues");
            await second.Services.GetRequiredService<IJournal>().WaitBeyondAsync(paid - 1, Service.Deadline());
            (await BalancesAsync(second)).ShouldContain("100.00");
            await DoAsync(AddressOf(second), "payout", "geneva-masons", "40.00", "CHF", "--memo", "coal");

            first.Kill();
            await DoAsync(AddressOf(second), "deposit", "geneva-masons", "7.00", "CHF", "--memo", "dues");

            await using var third = await StartAsync(azurite, folder, "third");
            (await BalancesAsync(third)).ShouldContain("67.00");
        }
        finally
        {
            if (!first.HasExited)
                first.Kill();
        }
    }

    [NodeFact]
    public async Task While_the_storage_is_away_commands_may_come_again_and_none_is_lost_or_done_twice()
    {
        await using var azurite = await AzuriteServer.StartAsync();
        using var folder = new TempFolder();
        await using var server = await StartAsync(azurite, folder, "one");
        using var channel = GrpcChannel.ForAddress(server.Address);
        var (sections, health) = (new V1.SectionsService.SectionsServiceClient(channel), new HealthClient(channel));
        using var watch = health.Watch(new HealthCheckRequest(), cancellationToken: Service.Deadline());
        await DoAsync(AddressOf(server), "sections", "found", "geneva-masons", "--name", "Masons of Geneva",
            "--trade", "masons", "--locality", "Geneva", "--country", "CH", "--currency", "CHF");
        await UntilAsync(watch, ServingStatus.Serving);

        await azurite.StopAsync();
        var deposits = Enumerable.Range(1, 40).Select(i => new V1.DepositRequest
        {
            RequestId = $"{i:x8}-0000-7000-8000-000000000000",
            Section = "sections/geneva-masons",
            Amount = new V1.Money { CurrencyCode = "CHF", MinorUnits = 100 },
            Memo = "dues",
            Again = true,
        }).ToList();
        foreach (var deposit in deposits)
        {
            var refused = await Should.ThrowAsync<RpcException>(async () => await sections.DepositAsync(deposit));
            refused.StatusCode.ShouldBe(StatusCode.Unavailable);
            refused.GetRpcStatus()!.GetDetail<RetryInfo>().ShouldNotBeNull();
        }
        await UntilAsync(watch, ServingStatus.NotServing);
        // Queries are answered all the same.
        (await BalancesAsync(server)).ShouldNotContain("1.00");

        await azurite.StartAgainAsync();
        await UntilAsync(watch, ServingStatus.Serving);
        foreach (var deposit in deposits.Concat(deposits))
            await sections.DepositAsync(deposit);
        (await BalancesAsync(server)).ShouldContain("40.00");
    }

    [Fact]
    public async Task A_storage_that_is_away_at_the_start_is_told_as_such_and_not_as_a_fault_of_the_folder()
    {
        using var folder = new TempFolder();
        var file = Path.Combine(folder.Path, "storage");
        await File.WriteAllTextAsync(file, "DefaultEndpointsProtocol=http;AccountName=nobody;AccountKey=bm9ib2R5;"
            + "BlobEndpoint=http://127.0.0.1:9/nobody;\n");
        var ran = await Ran.OfAsync(
            "serve", "--data", Path.Combine(folder.Path, "data"), "--cluster", "romande", "--storage-file", file);
        ran.ExitCode.ShouldBe(ExitCodes.Unreachable);
        ran.Error.ShouldContain("nobody/romande cannot be reached");
        ran.Error.ShouldNotContain("bm9ib2R5");
    }

    [Theory]
    [InlineData("--cluster", "romande", "storage")]
    [InlineData("--storage", "UseDevelopmentStorage=true", "cluster")]
    public async Task A_cluster_needs_a_storage_and_a_storage_a_cluster(string option, string value, string missing)
    {
        using var folder = new TempFolder();
        var ran = await Ran.OfAsync("serve", "--data", folder.Path, option, value);
        ran.ExitCode.ShouldBe(ExitCodes.Usage);
        ran.Error.ShouldContain($"--{missing}");
        Directory.EnumerateFileSystemEntries(folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_no_storage_is_refused_before_anything_is_made()
    {
        using var folder = new TempFolder();
        var ran = await Ran.OfAsync("serve", "--data", folder.Path, "--cluster", "romande", "--storage", "nonsense");
        ran.ExitCode.ShouldBe(ExitCodes.Usage);
        Directory.EnumerateFileSystemEntries(folder.Path).ShouldBeEmpty();
    }

    private static async Task UntilAsync(
        AsyncServerStreamingCall<HealthCheckResponse> watch, ServingStatus status)
    {
        while (await watch.ResponseStream.MoveNext(Service.Deadline()) && watch.ResponseStream.Current.Status != status)
        {
            // It says what it knew before.
        }
        watch.ResponseStream.Current.Status.ShouldBe(status);
    }

    private Task<SolidarityServer> StartAsync(AzuriteServer azurite, TempFolder folder, string name) =>
        SolidarityServer.StartAsync(
            new ServerOptions
            {
                DataFolder = Path.Combine(folder.Path, name),
                Cluster = new ClusterSettings(_cluster, StorageAccount.Parse(azurite.ConnectionString)),
            },
            Service.Deadline());

    private static string AddressOf(SolidarityServer server) => server.Address.GetLeftPart(UriPartial.Authority);

    /// <summary>Runs a command that has to succeed.</summary>
    /// <returns>The position of its entry.</returns>
    private static async Task<long> DoAsync(string server, params string[] args)
    {
        var ran = await Ran.OfAsync([.. args, "--server", server, "--json"]);
        ran.ExitCode.ShouldBe(ExitCodes.Ok, ran.Error);
        using var reply = JsonDocument.Parse(ran.Output);
        return reply.RootElement.GetProperty("position").GetInt64();
    }

    private static async Task<string> BalancesAsync(SolidarityServer server) =>
        (await Ran.OfAsync("balances", "geneva-masons", "--server", AddressOf(server))).Output;
}
