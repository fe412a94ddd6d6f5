using Grpc.Core;
using Solidarity.Server.Tests.Hosting;
using static Solidarity.Server.Tests.Hosting.Story;

namespace Solidarity.Server.Tests.Calls;

/// <summary>Requests about calls that are wrong whatever the state. Nothing is decided on them, so one server does for
/// all.</summary>
public sealed class MalformedCallTests(MalformedRequestTests.Begun begun) : IClassFixture<MalformedRequestTests.Begun>
{
    private readonly TestServer _server = begun.Server;

    public static TheoryData<string, string> BadTimes => new()
    {
        { "24:00", "07:00" },
        { "21:60", "07:00" },
        { "9:00", "07:00" },
        { "21:00", "07:00:00" },
        { "21.00", "07" },
        { "-1:00", "noon" },
    };

    [Fact]
    public async Task A_scope_that_does_not_exist_is_no_scope()
    {
        var call = _server.CallOf();
        call.Scope = (V1.Level)99;
        await ShouldBeMalformedAsync(_server.Calls.CallForAidAsync(call), "scope");
        call.Scope = (V1.Level)(-1);
        await ShouldBeMalformedAsync(_server.Calls.CallForAidAsync(call), "scope");
        await ShouldBeMalformedAsync(_server.Calls.NarrowCallAsync(_server.NarrowTo((V1.Level)5)), "scope");
        await ShouldBeMalformedAsync(
            _server.Calls.NarrowCallAsync(_server.NarrowTo(V1.Level.Unspecified)), "scope");
        await ShouldBeMalformedAsync(
            _server.Calls.CallForAidAsync(_server.CallOf(new V1.CallTerms { Widest = (V1.Level)99, WaveHours = 1 })),
            "terms.widest");
        await ShouldBeMalformedAsync(
            _server.Calls.ListDeliveryAsync(new() { Strike = Strike, Status = (V1.DeliveryStatus)99 }), "status");
    }

    [Fact]
    public async Task What_is_asked_besides_money_is_of_a_kind_that_exists()
    {
        var call = _server.CallOf();
        call.Support.Add([V1.SupportKind.Lodging, (V1.SupportKind)99, V1.SupportKind.Unspecified]);
        await ShouldBeMalformedAsync(_server.Calls.CallForAidAsync(call), "support[1]", "support[2]");
    }

    [Fact]
    public async Task Terms_do_not_contradict_themselves()
    {
        var narrower = _server.CallOf(new V1.CallTerms { Widest = V1.Level.National, WaveHours = 1 });
        await ShouldBeMalformedAsync(_server.Calls.CallForAidAsync(narrower), "terms.widest");
        var noPay = _server.CallOf(Terms());
        noPay.Terms.RunwayDays = 7;
        await ShouldBeMalformedAsync(_server.Calls.CallForAidAsync(noPay), "terms.runway_days");
        var nothing = _server.CallOf(new V1.CallTerms());
        await ShouldBeMalformedAsync(_server.Calls.CallForAidAsync(nothing), "terms.widest");
        var itself = _server.CallOf(Terms());
        itself.Recipients.Add([Joiners, Masons]);
        itself.Terms.Foreign.Add(Masons);
        await ShouldBeMalformedAsync(_server.Calls.CallForAidAsync(itself), "recipients[1]", "terms.foreign[0]");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(2_161)]
    [InlineData(int.MaxValue)]
    public async Task A_wave_has_hours(int hours)
    {
        var call = _server.CallOf(Terms());
        call.Terms.WaveHours = hours;
        await ShouldBeMalformedAsync(_server.Calls.CallForAidAsync(call), "terms.wave_hours");
    }

    [Fact]
    public async Task Strike_pay_of_a_call_is_whole()
    {
        var call = _server.CallOf(Terms());
        (call.Terms.Pay, call.Terms.RunwayDays) = (new V1.StrikePayTerms(), 366);
        await ShouldBeMalformedAsync(_server.Calls.CallForAidAsync(call), "terms.runway_days");
        // What is left out stays as it was said, which it was not.
        (call.RequestId, call.Terms.RunwayDays) = (_server.NewId(), 7);
        await ShouldBeMalformedAsync(_server.Calls.CallForAidAsync(call), "terms.pay.weekly");
        (call.RequestId, call.Terms.Pay.Weekly) = (_server.NewId(), Francs(1));
        await ShouldBeMalformedAsync(_server.Calls.CallForAidAsync(call), "terms.pay.strikers");
        call.Terms.Pay = new() { Weekly = Francs(0), Strikers = 10_000_001, From = "3 May" };
        call.Terms.RunwayDays = 0;
        call.Terms.Foreign.Add("somebody");
        (await Refused.ByAsync(_server.Calls.CallForAidAsync(call))).Fields.ShouldBe(
            ["terms.runway_days", "terms.foreign[0]", "terms.pay.weekly", "terms.pay.strikers", "terms.pay.from"]);
        call.Terms = Terms();
        call.Terms.Foreign.Add(Enumerable.Range(0, 1_001).Select(i => $"sections/s-{i}"));
        await ShouldBeMalformedAsync(_server.Calls.CallForAidAsync(call), "terms.foreign");
        call.Terms = Terms();
        var pence = new V1.Money { CurrencyCode = "GBP", MinorUnits = 1 };
        call.Terms.Pay = new() { Weekly = pence, Strikers = 1, From = "1868-05-03" };
        call.RequestId = _server.NewId();
        (await Refused.ByAsync(_server.Calls.CallForAidAsync(call)))
            .ShouldSay(StatusCode.FailedPrecondition, "CURRENCY_LACKING");
    }

    [Fact]
    public async Task Warnings_and_sightings_say_something()
    {
        var warning = _server.Warn();
        warning.Text = " ";
        await ShouldBeMalformedAsync(_server.Warnings.GiveWarningAsync(warning), "text");
        var sighting = _server.Sight(Joiners, "An agent");
        (sighting.Place, sighting.Text) = ("", new('x', 1_001));
        await ShouldBeMalformedAsync(
            _server.Warnings.ReportSightingAsync(sighting), "sighting_id", "place", "text");
        await ShouldBeMalformedAsync(_server.Warnings.ListWarningsAsync(new()), "section");
        await ShouldBeMalformedAsync(_server.Warnings.ListSightingsAsync(new() { Strike = Masons }), "strike");
    }

    [Fact]
    public async Task An_offer_says_how_many_of_what_or_neither()
    {
        var offer = _server.Offer(Joiners);
        offer.Unit = "";
        await ShouldBeMalformedAsync(_server.Support.OfferSupportAsync(offer), "unit");
        offer.ClearQuantity();
        offer.Unit = "beds";
        await ShouldBeMalformedAsync(_server.Support.OfferSupportAsync(offer), "unit");
        foreach (var quantity in (long[])[0, -1, 1_000_000_001, long.MaxValue])
        {
            offer.Quantity = quantity;
            await ShouldBeMalformedAsync(_server.Support.OfferSupportAsync(offer), "quantity");
        }
        offer.Quantity = 1;
        offer.Kind = V1.SupportKind.Letter;
        await ShouldBeMalformedAsync(_server.Support.OfferSupportAsync(offer), "note");
        offer.Kind = (V1.SupportKind)99;
        await ShouldBeMalformedAsync(_server.Support.OfferSupportAsync(offer), "kind");
        await ShouldBeMalformedAsync(_server.Support.ListSupportAsync(new()), "section");
        await ShouldBeMalformedAsync(
            _server.Support.WithdrawSupportAsync(new() { RequestId = _server.NewId(), Name = $"{Joiners}/pledges/p" }),
            "name");
    }

    [Fact]
    public async Task Tranches_are_some_and_come_in_days()
    {
        var tranches = _server.Tranches(Joiners, new('a', 59));
        await ShouldBeMalformedAsync(_server.Pledges.PromiseTranchesAsync(tranches), "pledge_id");
        tranches = _server.Tranches(Joiners);
        (tranches.Count, tranches.EveryDays, tranches.Each, tranches.Kind) = (1, 0, null, V1.AidKind.Repayment);
        await ShouldBeMalformedAsync(
            _server.Pledges.PromiseTranchesAsync(tranches), "kind", "each", "count", "every_days");
        tranches = _server.Tranches(Joiners);
        (tranches.Count, tranches.EveryDays, tranches.Authority) = (105, 93, "");
        await ShouldBeMalformedAsync(
            _server.Pledges.PromiseTranchesAsync(tranches), "count", "every_days", "authority");
        await ShouldBeMalformedAsync(
            _server.Strikes.PayStrikePayAsync(new()
            {
                RequestId = _server.NewId(),
                Section = Masons,
                Strike = Strike,
                Amount = Francs(1),
                Through = "Sunday",
            }), "through");
    }

    [Theory]
    [MemberData(nameof(BadTimes))]
    public async Task Quiet_hours_are_times_of_day(string from, string until)
    {
        var settings = new V1.ReminderSettings { On = true, QuietFrom = from, QuietUntil = until };
        (await Refused.ByAsync(SetReminders(settings))).Fields.ShouldBe(until == "07:00"
            ? ["reminders.quiet_from"]
            : from == "21:00" ? ["reminders.quiet_until"] : ["reminders.quiet_from", "reminders.quiet_until"]);
    }

    [Theory]
    [InlineData("01:00")]
    [InlineData("+1:00")]
    [InlineData("+14:01")]
    [InlineData("-15:00")]
    [InlineData("UTC")]
    [InlineData("+01:60")]
    public async Task An_offset_is_one_that_a_place_on_earth_has(string offset) => await ShouldBeMalformedAsync(
        SetReminders(new V1.ReminderSettings { On = true, UtcOffset = offset }), "reminders.utc_offset");

    [Fact]
    public async Task Settings_are_given_whole_and_the_federations_see_no_less_than_everybody()
    {
        await ShouldBeMalformedAsync(SetReminders(null), "reminders");
        await ShouldBeMalformedAsync(SetOpenness(null), "openness", "openness.public", "openness.federation");
        await ShouldBeMalformedAsync(
            SetOpenness(new() { Public = (V1.Detail)99, Federation = V1.Detail.Books }), "openness.public");
        await ShouldBeMalformedAsync(
            SetOpenness(new() { Public = V1.Detail.Books, Federation = V1.Detail.Totals }), "openness.federation");
    }

    private static V1.CallTerms Terms() => new() { Widest = V1.Level.International, WaveHours = 48 };

    private static async Task ShouldBeMalformedAsync<T>(AsyncUnaryCall<T> call, params string[] fields) =>
        (await Refused.ByAsync(call)).ShouldSay(StatusCode.InvalidArgument, "MALFORMED", fields);

    private AsyncUnaryCall<V1.CommandReply> SetReminders(V1.ReminderSettings? settings) =>
        _server.Sections.SetRemindersAsync(new()
        {
            RequestId = _server.NewId(),
            Section = Joiners,
            Reminders = settings,
        });

    private AsyncUnaryCall<V1.CommandReply> SetOpenness(V1.Openness? openness) =>
        _server.Sections.SetOpennessAsync(new()
        {
            RequestId = _server.NewId(),
            Section = Joiners,
            Openness = openness,
        });
}
