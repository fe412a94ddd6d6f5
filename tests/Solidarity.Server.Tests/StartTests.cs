using Grpc.Health.V1;
using Grpc.Net.Client;
using Solidarity.Server.Tests.Hosting;
using Solidarity.Storage;
using HealthClient = Grpc.Health.V1.Health.HealthClient;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Solidarity.Server.Tests;

public sealed class StartTests
{
    internal static readonly string[] Services =
    [
        "grpc.health.v1.Health",
        "grpc.reflection.v1.ServerReflection",
        "grpc.reflection.v1alpha.ServerReflection",
        "solidarity.v1.AssembliesService",
        "solidarity.v1.BodiesService",
        "solidarity.v1.BooksService",
        "solidarity.v1.CallsService",
        "solidarity.v1.ClaimsService",
        "solidarity.v1.CorridorsService",
        "solidarity.v1.FederationsService",
        "solidarity.v1.GraphService",
        "solidarity.v1.InstancesService",
        "solidarity.v1.LoansService",
        "solidarity.v1.MandatesService",
        "solidarity.v1.MessagesService",
        "solidarity.v1.NoticesService",
        "solidarity.v1.PledgesService",
        "solidarity.v1.RoutesService",
        "solidarity.v1.SectionsService",
        "solidarity.v1.StatutesService",
        "solidarity.v1.StrikesService",
        "solidarity.v1.SuccessionsService",
        "solidarity.v1.SupportService",
        "solidarity.v1.TradesService",
        "solidarity.v1.TransfersService",
        "solidarity.v1.WarningsService",
    ];

    [Fact]
    public async Task A_folder_that_is_missing_is_made_and_the_port_is_told()
    {
        using var folder = new TempFolder();
        var data = Path.Combine(folder.Path, "a", "b");
        await using var server = await TestServer.StartAsync(data);

        File.Exists(Path.Combine(data, "journal.db")).ShouldBeTrue();
        server.Server.Address.Host.ShouldBe("127.0.0.1");
        server.Server.Address.Port.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_folder_in_use_is_named_and_its_holder_goes_on()
    {
        using var folder = new TempFolder();
        await using var holder = await TestServer.StartAsync(folder.Path);
        var problem = await Should.ThrowAsync<JournalInUseException>(() => TestServer.StartAsync(folder.Path));

        problem.Message.ShouldContain(folder.Path);
        await holder.FoundSectionAsync("masons");
    }

    [Fact]
    public async Task A_journal_that_is_none_is_named()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "journal.db"), new string('x', 10_000));
        var problem = await Should.ThrowAsync<JournalUnreadableException>(() => TestServer.StartAsync(folder.Path));

        problem.Message.ShouldContain("journal.db");
    }

    [Fact]
    public async Task A_port_in_use_is_named_and_the_folder_is_let_go()
    {
        await using var first = await TestServer.StartAsync();
        using var folder = new TempFolder();
        var options = new ServerOptions { DataFolder = folder.Path, Listen = first.Server.Address };
        var problem = await Should.ThrowAsync<ListenException>(() => SolidarityServer.StartAsync(options));

        problem.Message.ShouldContain($":{first.Server.Address.Port}");
        await using var second = await TestServer.StartAsync(folder.Path);
        await second.FoundSectionAsync("masons");
    }

    [Theory]
    [InlineData("http://0.0.0.0:0", "give --allow-remote")]
    [InlineData("http://[::]:0", "can be reached from other machines")]
    [InlineData("https://127.0.0.1:0", "no address to listen on")]
    [InlineData("http://127.0.0.1:0/api", "no address to listen on")]
    [InlineData("http://example.org:0", "no IP address of this machine")]
    public async Task An_address_that_will_not_do_is_named(string listen, string why)
    {
        using var folder = new TempFolder();
        var options = new ServerOptions { DataFolder = Path.Combine(folder.Path, "data"), Listen = new Uri(listen) };
        var problem = await Should.ThrowAsync<ListenException>(() => SolidarityServer.StartAsync(options));

        problem.Message.ShouldContain(why);
        Directory.Exists(options.DataFolder).ShouldBeFalse();
    }

    [Fact]
    public async Task A_clock_that_was_set_back_is_said_at_the_start()
    {
        using var folder = new TempFolder();
        await using (var before = await TestServer.StartAsync(folder.Path))
        {
            before.Server.ClockProblem.ShouldBeNull();
            await before.FoundSectionAsync("masons");
        }
        var time = new ManualTime(new DateTimeOffset(1868, 3, 21, 5, 0, 0, TimeSpan.Zero));
        await using var server = await SolidarityServer.StartAsync(
            new ServerOptions { DataFolder = folder.Path, Time = time });

        server.ClockProblem.ShouldNotBeNull().ShouldContain("2 d 3 h later");
    }

    [Fact]
    public async Task Remote_access_is_served_where_it_is_allowed()
    {
        using var folder = new TempFolder();
        var log = new ErrorLog();
        var options = new ServerOptions
        {
            DataFolder = folder.Path,
            Listen = new Uri("http://0.0.0.0:0"),
            AllowRemote = true,
            Logs = log,
        };
        await using var server = await SolidarityServer.StartAsync(options);
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{server.Address.Port}");
        var response = await new V1.SectionsService.SectionsServiceClient(channel).ListSectionsAsync(new());

        response.Sections.ShouldBeEmpty();
        log.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Health_says_SERVING_of_all_services_once_all_is_read_and_the_stop_is_told_to_the_owner()
    {
        await using var server = await TestServer.StartAsync();
        var health = new HealthClient(server.Channel);
        using var watch = health.Watch(new HealthCheckRequest(), cancellationToken: TestServer.Deadline());
        var status = (await watch.NextAsync()).Status;
        if (status != ServingStatus.Serving)
            status = (await watch.NextAsync()).Status;

        status.ShouldBe(ServingStatus.Serving);
        foreach (var service in Services)
            (await health.CheckAsync(new() { Service = service })).Status.ShouldBe(ServingStatus.Serving);
        server.Server.Stopping.IsCancellationRequested.ShouldBeFalse();
        await server.Server.DisposeAsync();
        server.Server.Stopping.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public async Task What_was_in_flight_at_a_stop_goes_on_after_the_next_start()
    {
        using var folder = new TempFolder();
        await using (var server = await TestServer.StartAsync(folder.Path))
        {
            await server.FoundSectionAsync("masons");
            await server.DeclareAsync(Story.Masons, "masons-1868");
            await server.CallAsync(Story.Masons, Story.Strike);
        }
        await using var restarted = await TestServer.StartAsync(folder.Path);

        (await restarted.BoardAsync()).Call.Number.ShouldBe(1);
    }
}
