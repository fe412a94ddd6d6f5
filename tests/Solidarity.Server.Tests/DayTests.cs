using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Solidarity.Server.Tests.Calls;
using Solidarity.Server.Tests.Hosting;
using static Solidarity.Server.Tests.Hosting.Story;

namespace Solidarity.Server.Tests;

/// <summary>Days and moments out of range are refused by their field's name; those at the edges of the range hurt no
/// view.</summary>
public sealed class DayTests
{
    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("1799-12-31")]
    [InlineData("2200-01-01")]
    [InlineData("9999-12-30")]
    [InlineData("9999-12-31")]
    public async Task A_day_out_of_range_is_refused_and_the_range_told(string day)
    {
        await using var server = await BegunAsync();
        await ShouldBeOutOfRangeAsync(server.Calls.CallForAidAsync(server.CallOf(Terms(day))), "terms.pay.from");
        await ShouldBeOutOfRangeAsync(
            server.Strikes.DeclareStrikeAsync(new()
            {
                RequestId = server.NewId(),
                Section = Masons,
                Trade = "masons",
                Country = "CH",
                Start = day,
            }), "start");
        await ShouldBeOutOfRangeAsync(
            server.Strikes.PayStrikePayAsync(new()
            {
                RequestId = server.NewId(),
                Section = Masons,
                Strike = Strike,
                Amount = Francs(1),
                Through = day,
            }), "through");
        var moment = Of(day);
        var pledge = server.PledgeOf(Joiners, "p-1", 1);
        pledge.LapseTime = moment;
        await ShouldBeOutOfRangeAsync(server.Pledges.PledgeAsync(pledge), "lapse_time");
        await ShouldBeOutOfRangeAsync(
            server.Strikes.GetBoardAsync(new() { Name = Strike, AsOf = moment }), "as_of");
        using var plan = server.Routes.PlanRoutes(new() { Strike = Strike, Deadline = moment });
        (await Refused.ByCallAsync(() => plan.ResponseStream.MoveNext(default))).Fields.ShouldContain("deadline");
        await ViewsShouldAnswerAsync(server);
    }

    [Theory]
    [InlineData("1800-01-01")]
    [InlineData("2199-12-31")]
    public async Task A_day_at_the_edge_is_taken_and_every_view_answers(string day)
    {
        await using var server = await BegunAsync();
        await server.Calls.CallForAidAsync(server.CallOf(Terms(day)));
        await server.Strikes.ReceiveOutsideAidAsync(new()
        {
            RequestId = server.NewId(),
            Section = Masons,
            Strike = Strike,
            From = "A hatter",
            Kind = V1.AidKind.Gift,
            Amount = Francs(10),
        });
        await server.Strikes.PayStrikePayAsync(new()
        {
            RequestId = server.NewId(),
            Section = Masons,
            Strike = Strike,
            Amount = Francs(1),
            Through = day,
        });
        await server.DeclareAsync(Masons, "edge", day == "1800-01-01" ? day : "1869-03-24");
        await server.CallAsync(Masons, "strikes/edge");
        var pledge = server.PledgeOf(Joiners, "p-1", 1);
        pledge.LapseTime = Of("2199-12-31");
        await server.Pledges.PledgeAsync(pledge);
        await ViewsShouldAnswerAsync(server);
        (await server.BoardAsync()).Runway.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("1869-03-25", "is 1869-03-25, more than 366 days ahead; do you mean 1868-03-25?")]
    [InlineData("1886-03-23", "is 1886-03-23, more than 366 days ahead; do you mean 1868-03-23?")]
    [InlineData("2068-03-23", "is 2068-03-23, more than 366 days ahead; do you mean 1868-03-23?")]
    public async Task A_strike_does_not_begin_far_ahead(string start, string problem)
    {
        await using var server = await BegunAsync();
        (await Refused.ByCallAsync(() => server.DeclareAsync(Masons, "ahead", start))).ShouldSay(
            StatusCode.InvalidArgument, "MALFORMED", "start");
        var amended = await Refused.ByAsync(server.Strikes.AmendStrikeAsync(new()
        {
            RequestId = server.NewId(),
            Section = Masons,
            Strike = Strike,
            Start = start,
        }));
        amended.Message.ShouldContain(problem);
    }

    [Fact]
    public async Task The_clock_of_a_service_is_held_to_the_same_range()
    {
        await using var server = await BegunAsync();
        server.Time.Advance(new DateTimeOffset(9999, 12, 30, 0, 0, 0, TimeSpan.Zero) - server.Time.GetUtcNow());
        (await Refused.ByAsync(server.Pledges.PledgeAsync(server.PledgeOf(Joiners, "p-1", 1))))
            .ShouldSay(StatusCode.Unavailable, "CLOCK_OUT_OF_RANGE");
    }

    private static V1.CallTerms Terms(string from) => new()
    {
        Widest = V1.Level.International,
        WaveHours = 24,
        RunwayDays = 7,
        Pay = new() { Weekly = Francs(12), Strikers = 300, From = from },
    };

    private static Timestamp Of(string day) => Timestamp.FromDateTime(
        DateTime.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal));

    private static async Task ShouldBeOutOfRangeAsync<T>(AsyncUnaryCall<T> call, string field)
    {
        var told = await Refused.ByAsync(call);
        told.ShouldSay(StatusCode.InvalidArgument, "MALFORMED", field);
        told.Message.ShouldContain("1800-01-01");
        told.Message.ShouldContain("2199-12-31");
    }

    private static async Task ViewsShouldAnswerAsync(TestServer server)
    {
        await server.BoardAsync();
        await server.Strikes.ListBoardsAsync(new());
        await server.Strikes.ListStrikesAsync(new());
        await server.Graph.GetGraphAsync(new());
        await server.Federations.GetFederationBoardAsync(new() { Name = Geneva });
        await server.Sections.GetSectionBoardAsync(new() { Name = Masons });
        await server.Strikes.GetBoardAsync(new() { Name = Strike, AsOf = server.Time.GetUtcNow().ToTimestamp() });
    }
}
