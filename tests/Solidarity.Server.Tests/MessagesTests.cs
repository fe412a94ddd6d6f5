using Grpc.Core;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Treasuries.Corridors;
using Solidarity.Server.Tests.Health;
using Solidarity.Server.Tests.Hosting;
using Solidarity.Storage;
using Solidarity.Storage.Sqlite;
using static Solidarity.Server.Tests.Hosting.Story;
using HealthClient = Grpc.Health.V1.Health.HealthClient;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Solidarity.Server.Tests;

/// <summary>Invariant 14 over the API: a fault of ours fails alone, is seen, and can be tried again.</summary>
public sealed class MessagesTests
{
    [Fact]
    public async Task A_command_whose_decision_throws_is_INTERNAL_to_its_client_and_the_next_one_works()
    {
        await using var server = await TestServer.StartAsync(rules: Failing(
            command => command is OwnTreasuryCommand.Deposit { Memo: "bad" }
                ? throw new OverflowException("a sum is too large")
                : false));
        await server.FoundSectionAsync("joiners");
        var deposit = new V1.DepositRequest
        {
            RequestId = server.NewId(),
            Section = Joiners,
            Amount = Francs(1),
            Memo = "bad",
        };

        (await Refused.ByAsync(server.Sections.DepositAsync(deposit))).ShouldSay(StatusCode.Internal, "INTERNAL");

        server.Log.TakeErrors().ShouldHaveSingleItem().ShouldContain("sections/joiners could not decide");
        await server.DepositAsync(Joiners, 5);
        (await server.BalanceAsync(Joiners, "treasury")).ShouldBe(5_00);
    }

    [Fact]
    public async Task A_message_set_aside_is_listed_seen_in_health_and_can_be_tried_again()
    {
        var isMended = false;
        await using var server = await TestServer.StartAsync(rules: Failing(command => !isMended
            && command is OwnTreasuryCommand.ToTreasury { Asked: CorridorCommand.LearnOffer }
                ? throw new InvalidOperationException("no such offer")
                : false));
        var health = new HealthClient(server.Channel);
        using var watch = health.Watch(new() { Service = "solidarity.v1.Messages" });
        await watch.NextAsync(ServingStatus.Serving);
        await server.FoundSectionAsync("joiners");
        await server.FoundSectionAsync("masons");
        await server.Corridors.OfferCorridorAsync(new V1.OfferCorridorRequest
        {
            RequestId = server.NewId(),
            From = Joiners,
            To = Masons,
            Given = Chf,
        });
        // What is set aside is no longer under way.
        await server.Time.PassPausesUntilAsync(server.QuietAsync());

        var stuck = (await server.Messages.ListStuckMessagesAsync(new())).Messages.ShouldHaveSingleItem();
        (stuck.Receiver, stuck.Sender, stuck.Tries).ShouldBe((Masons, Joiners, 10));
        stuck.Problem.ShouldBe("InvalidOperationException: no such offer");
        stuck.Kind.ShouldNotBeEmpty();
        (await health.CheckAsync(new() { Service = "solidarity.v1.Messages" })).Status
            .ShouldBe(ServingStatus.NotServing);
        await watch.NextAsync(ServingStatus.NotServing);
        (await health.CheckAsync(new())).Status.ShouldBe(ServingStatus.Serving);
        server.Log.TakeErrors().ShouldContain(line => line.Contains("is set aside after 10 tries"));

        isMended = true;
        var retry = new V1.RetryStuckMessagesRequest { RequestId = server.NewId(), MessageId = stuck.MessageId };
        (await server.Messages.RetryStuckMessagesAsync(retry)).Retried.ShouldBe(1);
        await server.QuietAsync();
        (await server.Messages.ListStuckMessagesAsync(new())).Messages.ShouldBeEmpty();
        (await health.CheckAsync(new() { Service = "solidarity.v1.Messages" })).Status.ShouldBe(ServingStatus.Serving);
        await watch.NextAsync(ServingStatus.Serving);
        (await Refused.ByAsync(server.Messages.RetryStuckMessagesAsync(retry)))
            .ShouldSay(StatusCode.NotFound, "UNKNOWN_MESSAGE");
    }

    [Fact]
    public async Task A_journal_with_an_entry_that_does_not_fold_is_served_and_the_body_is_named()
    {
        using var folder = new TempFolder();
        await using (var before = await TestServer.StartAsync(folder.Path))
        {
            await before.FoundSectionAsync("joiners");
            await before.FoundSectionAsync("masons");
        }
        await using (var journal = SqliteJournal.Open(folder.Path))
        {
            var entry = new NewEntry(new CommandId(UInt128.MaxValue), default, journal.LastAt!.Value,
                "{\"events\":[{}]}"u8.ToArray(), []);
            await journal.AppendAsync(new Append(new StreamName(Masons), 1, [entry]));
        }

        await using var server = await TestServer.StartAsync(folder.Path);

        server.Log.TakeErrors().ShouldContain(line => line.Contains("sections/masons does not fold at entry 3"));
        var faulty = (await server.Messages.ListFaultyBodiesAsync(new())).Bodies.ShouldHaveSingleItem();
        (faulty.Name, faulty.Position, faulty.FiguresOnly).ShouldBe((Masons, 3, false));
        await server.DepositAsync(Joiners, 5);
        (await server.BalanceAsync(Joiners, "treasury")).ShouldBe(5_00);
        (await server.Sections.ListSectionsAsync(new())).Sections.Count.ShouldBe(2);
        var deposit = new V1.DepositRequest
        {
            RequestId = server.NewId(),
            Section = Masons,
            Amount = Francs(1),
            Memo = "dues",
        };
        var refused = await Refused.ByAsync(server.Sections.DepositAsync(deposit));
        refused.ShouldSay(StatusCode.FailedPrecondition, "BODY_FAULTY");
        (await new HealthClient(server.Channel).CheckAsync(new() { Service = "solidarity.v1.Messages" })).Status
            .ShouldBe(ServingStatus.NotServing);
        server.Log.TakeErrors().ShouldAllBe(line =>
            line.StartsWith("sections/masons takes no commands", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_has_started_has_read_its_journal()
    {
        using var folder = new TempFolder();
        await using (var before = await TestServer.StartAsync(folder.Path))
            await before.FoundSectionAsync("joiners");
        await using var server = await TestServer.StartAsync(folder.Path);

        (await new HealthClient(server.Channel).CheckAsync(new())).Status.ShouldBe(ServingStatus.Serving);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(5, true)]
    public async Task One_message_or_all_are_to_be_named(long message, bool all)
    {
        await using var server = await TestServer.StartAsync();
        var retry = new V1.RetryStuckMessagesRequest
        {
            RequestId = server.NewId(),
            MessageId = message,
            All = all,
        };
        (await Refused.ByAsync(server.Messages.RetryStuckMessagesAsync(retry)))
            .ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "message_id");
    }

    private static BodyRules Failing(Func<SectionCommand, bool> check) => BodyRules.Ours with
    {
        Section = Aggregates.Section with
        {
            Decide = (state, command, at) =>
            {
                check(command);
                return Aggregates.Section.Decide(state, command, at);
            },
        },
    };
}
