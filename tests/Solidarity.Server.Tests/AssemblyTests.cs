using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Solidarity.Domain.Sections.Assemblies;
using Solidarity.Server.Tests.Hosting;
using static Solidarity.Server.Tests.Hosting.Story;

namespace Solidarity.Server.Tests;

/// <summary>Questions, their votes and their decisions over the wire.</summary>
public sealed class AssemblyTests
{
    private const string Paris = $"{Joiners}/questions/paris";
    private const string ByDecision = "decisions/paris";
    private const int ClosesInHours = 48;

    private static V1.Money Centimes(long minor) => new() { CurrencyCode = "CHF", MinorUnits = minor };

    private static async Task AdoptAsync(
        TestServer server, int quorum = 0, V1.Majority majority = V1.Majority.Simple, string from = "1868-03-23") =>
        await server.Statutes.AdoptStatutesAsync(new()
        {
            RequestId = server.NewId(),
            Section = Joiners,
            Statutes = new V1.Statutes
            {
                Title = "By vote",
                Rules =
                {
                    new V1.DecisionRule
                    {
                        Acts = { V1.ActKind.Payouts, V1.ActKind.Pledges },
                        DecidedBy = V1.DecidedBy.Vote,
                        Majority = majority,
                        QuorumPercent = quorum,
                    },
                },
            },
            FromDay = from,
            Authority = "assembly",
        });

    private static V1.OpenQuestionRequest Ask(TestServer server, string id = "paris") => new()
    {
        RequestId = server.NewId(),
        Section = Joiners,
        QuestionId = id,
        Text = "The rent of the hall",
        Act = V1.ActKind.Payouts,
        Ceiling = Centimes(1_000),
        CloseTime = server.Time.GetUtcNow().AddHours(ClosesInHours).ToTimestamp(),
        Entitled = 10,
    };

    private static V1.RecordCountRequest Count(TestServer server, int votesFor, int against) => new()
    {
        RequestId = server.NewId(),
        Name = Paris,
        VotesFor = votesFor,
        VotesAgainst = against,
    };

    private static V1.PayOutRequest Pay(TestServer server, long minor, string memo = "rent") => new()
    {
        RequestId = server.NewId(),
        Section = Joiners,
        Amount = Centimes(minor),
        Memo = memo,
        Authority = ByDecision,
        Again = true,
    };

    private static Task<V1.Question> ShownAsync(TestServer server) =>
        server.Assemblies.GetQuestionAsync(new() { Name = Paris }).ResponseAsync;

    [Fact]
    public async Task From_the_statutes_to_a_payment_in_the_name_of_a_decision()
    {
        await using var server = await BegunAsync();
        await AdoptAsync(server, quorum: 50);
        (await TryAsync(() => server.Sections.PayOutAsync(Pay(server, 1)))).ShouldBe("UNKNOWN_DECISION");
        await server.Assemblies.OpenQuestionAsync(Ask(server));
        await server.Assemblies.RecordCountAsync(Count(server, 4, 1));
        var open = await ShownAsync(server);
        (open.State, open.InForce, open.Tally.QuorumNeeded, open.Tally.ForNeeded)
            .ShouldBe((V1.QuestionState.Open, false, 5, 3));
        (await TryAsync(() => server.Sections.PayOutAsync(Pay(server, 1)))).ShouldBe("DECISION_OPEN");
        await server.PassAsync(TimeSpan.FromHours(ClosesInHours));
        var decided = await ShownAsync(server);
        (decided.State, decided.InForce, decided.ClosedTime).ShouldBe(
            (V1.QuestionState.Carried, true, decided.CloseTime));
        await server.Sections.PayOutAsync(Pay(server, 400));
        var used = await ShownAsync(server);
        (used.UsedMinorUnits, used.LeftMinorUnits, used.ActsDone).ShouldBe((400, 600, 1));
        var stillOpen = await server.Assemblies.ListQuestionsAsync(new() { Section = Joiners, Open = true });
        stillOpen.Questions.ShouldBeEmpty();
        (await server.Assemblies.ListQuestionsAsync(new() { Section = Joiners })).Questions.ShouldHaveSingleItem()
            .Name.ShouldBe(Paris);
        (await Refused.ByAsync(server.Assemblies.GetQuestionAsync(new() { Name = Paris, Viewer = "public" })))
            .Code.ShouldBe(StatusCode.PermissionDenied);
    }

    [Fact]
    public async Task Two_acts_cannot_both_have_the_last_centimes_of_a_decision()
    {
        await using var server = await BegunAsync();
        await AdoptAsync(server);
        await server.Assemblies.OpenQuestionAsync(Ask(server));
        await server.Assemblies.RecordCountAsync(Count(server, 4, 1));
        await server.PassAsync(TimeSpan.FromHours(ClosesInHours));
        var tries = Enumerable.Range(0, 20)
            .Select(i => TryAsync(() => server.Sections.PayOutAsync(Pay(server, 150, $"act {i}"))));
        var reasons = await Task.WhenAll(tries);
        reasons.Count(reason => reason is null).ShouldBe(6);
        reasons.Where(reason => reason is not null).ShouldAllBe(reason => reason == "CEILING_OF_DECISION");
        var shown = await ShownAsync(server);
        (shown.UsedMinorUnits, shown.LeftMinorUnits, shown.ActsDone).ShouldBe((900, 100, 6));
    }

    [Fact]
    public async Task A_count_that_arrives_as_the_assembly_closes_counts_or_is_refused_and_nothing_between()
    {
        await using var server = await BegunAsync();
        await AdoptAsync(server);
        await server.Assemblies.OpenQuestionAsync(Ask(server));
        await server.Assemblies.RecordCountAsync(Count(server, 1, 5));
        await server.QuietAsync();
        // The last moment, and the closing time while the alarm is on its way.
        server.Time.Advance(TimeSpan.FromHours(ClosesInHours) - TimeSpan.FromMilliseconds(1));
        await server.Assemblies.RecordCountAsync(Count(server, 6, 1));
        server.Time.Advance(TimeSpan.FromMilliseconds(1));
        var late = Enumerable.Range(0, 10)
            .Select(i => TryAsync(() => server.Assemblies.RecordCountAsync(Count(server, 0, i))));
        (await Task.WhenAll(late)).ShouldAllBe(reason => reason == "QUESTION_CLOSED");
        await server.QuietAsync();
        var shown = await ShownAsync(server);
        (shown.State, shown.Tally.VotesFor, shown.Counts.Count).ShouldBe((V1.QuestionState.Carried, 6, 2));
    }

    [Fact]
    public async Task Statutes_that_change_between_opening_and_closing_do_not_count_for_it()
    {
        await using var server = await BegunAsync();
        await AdoptAsync(server);
        await server.Assemblies.OpenQuestionAsync(Ask(server));
        await AdoptAsync(server, quorum: 90, V1.Majority.ThreeQuarters, from: "1868-03-24");
        await server.PassAsync(TimeSpan.FromHours(ClosesInHours - 1));
        (await server.Statutes.GetStatutesAsync(new() { Section = Joiners })).Version.ShouldBe(2);
        await server.Assemblies.RecordCountAsync(Count(server, 2, 1));
        await server.PassAsync(TimeSpan.FromHours(1));
        var shown = await ShownAsync(server);
        (shown.State, shown.StatutesVersion, shown.Tally.QuorumNeeded)
            .ShouldBe((V1.QuestionState.Carried, 1, 0));
        (await TryAsync(() => server.Sections.PayOutAsync(Pay(server, 1)))).ShouldBeNull();
    }

    [Fact]
    public async Task The_act_follows_in_the_entry_that_closes_it()
    {
        await using var server = await BegunAsync();
        await AdoptAsync(server);
        var ask = Ask(server);
        ask.Act = V1.ActKind.Unspecified;
        ask.Ceiling = null;
        ask.Follows = new V1.DecidedAct
        {
            Pledge = new V1.DecidedPledge
            {
                PledgeId = "p-1",
                Strike = Strike,
                Kind = V1.AidKind.Gift,
                Amount = Francs(60),
                HonourNow = true,
            },
        };
        await server.Assemblies.OpenQuestionAsync(ask);
        (await ShownAsync(server)).Follows.Pledge.Amount.MinorUnits.ShouldBe(6_000);
        await server.Assemblies.RecordCountAsync(Count(server, 4, 1));
        await server.PassAsync(TimeSpan.FromHours(ClosesInHours));
        var shown = await ShownAsync(server);
        (shown.State, shown.Followed, shown.Hindrance, shown.Act, shown.LeftMinorUnits)
            .ShouldBe((V1.QuestionState.Carried, true, "", V1.ActKind.Pledges, 0));
        var pledges = (await server.Pledges.ListPledgesAsync(new() { Section = Joiners })).Pledges;
        pledges.ShouldHaveSingleItem().Authority.ShouldBe(ByDecision);
        (await server.BalanceAsync(Masons, "strike-fund:masons-1868")).ShouldBe(6_000);
    }

    [Fact]
    public async Task What_is_in_the_way_of_the_act_is_said_and_it_can_be_done_by_hand()
    {
        await using var server = await BegunAsync();
        await AdoptAsync(server);
        var ask = Ask(server);
        (ask.Act, ask.Ceiling, ask.Strike) = (V1.ActKind.Unspecified, null, Strike);
        ask.Follows = new V1.DecidedAct
        {
            Pledge = new V1.DecidedPledge { Strike = Strike, Kind = V1.AidKind.Gift, Amount = Francs(101) },
        };
        await server.Assemblies.OpenQuestionAsync(ask);
        await server.Assemblies.RecordCountAsync(Count(server, 4, 1));
        await server.PassAsync(TimeSpan.FromHours(ClosesInHours));
        var shown = await ShownAsync(server);
        (shown.State, shown.Followed, shown.HindranceReason).ShouldBe(
            (V1.QuestionState.Carried, false, "NOT_ENOUGH_AVAILABLE"));
        shown.Hindrance.ShouldContain("100.00 CHF available");
        await server.DepositAsync(Joiners, 1);
        await server.Pledges.PledgeAsync(new()
        {
            RequestId = server.NewId(),
            Section = Joiners,
            Strike = Strike,
            Kind = V1.AidKind.Gift,
            Amount = Francs(101),
            Authority = ByDecision,
        });
        (await ShownAsync(server)).LeftMinorUnits.ShouldBe(0);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_opens_nothing_again()
    {
        using var folder = new TempFolder();
        await using (var server = await BegunAsync(folder.Path))
        {
            await AdoptAsync(server);
            await server.Assemblies.OpenQuestionAsync(Ask(server));
            await server.Assemblies.RecordCountAsync(Count(server, 1, 4));
            await server.PassAsync(TimeSpan.FromHours(ClosesInHours));
            (await ShownAsync(server)).State.ShouldBe(V1.QuestionState.NotCarried);
        }
        // It starts at the hour at which the other one did.
        await using var back = await TestServer.StartAsync(folder.Path);
        var count = Count(back, 6, 0);
        count.RequestId = "f0000000-0000-7000-8000-000000000000";
        (await TryAsync(() => back.Assemblies.RecordCountAsync(count))).ShouldBe("QUESTION_CLOSED");
        await back.QuietAsync();
        (await ShownAsync(back)).State.ShouldBe(V1.QuestionState.NotCarried);
    }

    [Fact]
    public async Task Of_many_votes_with_one_token_one_counts_and_the_export_says_so()
    {
        await using var server = await BegunAsync();
        await AdoptAsync(server);
        await server.Assemblies.OpenQuestionAsync(Ask(server));
        BallotToken[] tokens = [.. Enumerable.Range(0, 3).Select(i => new BallotToken((UInt128)i + 7))];
        await server.Assemblies.RegisterTokensAsync(new()
        {
            RequestId = server.NewId(),
            Name = Paris,
            Hashes = { tokens.Select(token => BallotHash.Of(new("joiners"), new("paris"), token).ToString()) },
        });
        V1.CastBallotRequest Vote(BallotToken token, V1.BallotChoice choice) => new()
        {
            RequestId = server.NewId(),
            Name = Paris,
            Token = token.ToString(),
            Choice = choice,
        };
        var tries = Enumerable.Range(0, 20).Select(_ => TryAsync(
            () => server.Assemblies.CastBallotAsync(Vote(tokens[0], V1.BallotChoice.For))));
        var reasons = await Task.WhenAll(tries);
        reasons.Count(reason => reason is null).ShouldBe(1);
        reasons.Where(reason => reason is not null).ShouldAllBe(reason => reason == "TOKEN_USED");
        await server.Assemblies.CastBallotAsync(Vote(tokens[1], V1.BallotChoice.For));
        (await TryAsync(() => server.Assemblies.RecordCountAsync(Count(server, 9, 0)))).ShouldBe("VOTED_BY_TOKENS");
        var open = await ShownAsync(server);
        (open.Tokens, open.BallotsCast, open.Tally.VotesFor).ShouldBe((3, 2, 0));
        var early = await Refused.ByAsync(server.Assemblies.ExportBallotsAsync(new() { Name = Paris }));
        early.Reason.ShouldBe("QUESTION_OPEN");
        await server.PassAsync(TimeSpan.FromHours(ClosesInHours));
        (await TryAsync(() => server.Assemblies.CastBallotAsync(Vote(tokens[2], V1.BallotChoice.Against))))
            .ShouldBe("QUESTION_CLOSED");
        var export = await server.Assemblies.ExportBallotsAsync(new() { Name = Paris });
        (export.State, export.Tally.VotesFor, export.Ballots.Count).ShouldBe((V1.QuestionState.Carried, 2, 3));
        export.Ballots.Count(ballot => ballot.Token.Length > 0).ShouldBe(2);
        export.Ballots.ShouldAllBe(ballot => ballot.Token != tokens[2].ToString());
    }

    private static async Task<string?> TryAsync(Func<AsyncUnaryCall<V1.CommandReply>> call)
    {
        try
        {
            await call();
            return null;
        }
        catch (RpcException problem)
        {
            return Refused.Of(problem).Reason;
        }
    }
}
