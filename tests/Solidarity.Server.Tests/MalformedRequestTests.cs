using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Solidarity.Server.Tests.Hosting;
using static Solidarity.Server.Tests.Hosting.Story;

namespace Solidarity.Server.Tests;

/// <summary>Requests that are wrong whatever the state: INVALID_ARGUMENT, with the field's name. Nothing is decided on
/// them, so one server does for all.</summary>
public sealed class MalformedRequestTests(MalformedRequestTests.Begun begun)
    : IClassFixture<MalformedRequestTests.Begun>
{
    private const string TooLong = "........................................";
    private readonly TestServer _server = begun.Server;

    public static TheoryData<string> BadRequestIds =>
    [
        "",
        "1",
        "00000000-0000-0000-0000-000000000000",
        "ffffffff-ffff-ffff-ffff-ffffffffffff",
        "01890a5d-ac96-074b-bcce-b302099a8057",
        "01890a5d-ac96-974b-bcce-b302099a8057",
        "01890a5d-ac96-774b-0cce-b302099a8057",
        "01890a5d-ac96-774b-ccce-b302099a8057",
        "01890a5dac96774bbcceb302099a8057",
        "{01890a5d-ac96-774b-bcce-b302099a8057}",
    ];

    public static TheoryData<string> BadSlugs =>
        ["", "-masons", "Masons", "masons of geneva", "maçons", "a/b", "a.b", new('a', 64)];

    public static TheoryData<string> BadSections =>
        ["", "masons", "sections/", "sections/Masons", "federations/geneva", "sections/masons/pledges/p-1", "/masons"];

    public static TheoryData<long> UnpayableSums => [0, -1, long.MinValue, 1_000_000_000_000_001, long.MaxValue];

    [Theory]
    [MemberData(nameof(BadRequestIds))]
    public async Task A_request_id_is_a_UUID_that_can_be_no_message(string id) =>
        await ShouldBeMalformedAsync(
            _server.Sections.DepositAsync(new() { RequestId = id, Section = Joiners, Amount = Francs(1) }),
            "request_id");

    [Theory]
    [MemberData(nameof(BadSlugs))]
    public async Task An_id_is_a_slug(string id) => await ShouldBeMalformedAsync(
        _server.Federations.FoundFederationAsync(new()
        {
            RequestId = _server.NewId(),
            FederationId = id,
            DisplayName = "x",
            Level = V1.Level.Local,
            Country = "CH",
        }), "federation_id");

    [Theory]
    [MemberData(nameof(BadSections))]
    public async Task A_name_is_a_kind_and_an_id(string name) =>
        await ShouldBeMalformedAsync(_server.Sections.GetSectionAsync(new() { Name = name }), "name");

    [Theory]
    [InlineData("sections/joiners")]
    [InlineData("federations/geneva/pledges/p-1")]
    [InlineData("sections/joiners/loans/p-1")]
    [InlineData("sections/joiners/pledges/P")]
    [InlineData("sections/joiners/pledges/p-1/x")]
    public async Task A_pledge_is_named_below_its_section(string name)
    {
        await ShouldBeMalformedAsync(_server.Pledges.GetPledgeAsync(new() { Name = name }), "name");
        await ShouldBeMalformedAsync(
            _server.Pledges.HonourPledgeAsync(new() { RequestId = _server.NewId(), Name = name }), "name");
    }

    [Theory]
    [MemberData(nameof(UnpayableSums))]
    public async Task A_sum_is_above_zero_and_below_the_most(long minor)
    {
        var deposit = new V1.DepositRequest { RequestId = _server.NewId(), Section = Joiners, Amount = Francs(1) };
        deposit.Amount.MinorUnits = minor;
        (await Refused.ByAsync(_server.Sections.DepositAsync(deposit)))
            .ShouldSay(StatusCode.InvalidArgument, "AMOUNT_NOT_PAYABLE", "amount");
        var pledge = _server.PledgeOf(Joiners, "p-bad", 1);
        pledge.Amount.MinorUnits = minor;
        (await Refused.ByAsync(_server.Pledges.PledgeAsync(pledge)))
            .ShouldSay(StatusCode.InvalidArgument, "AMOUNT_NOT_PAYABLE", "amount");
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("CH", 0)]
    [InlineData("ABC", 0)]
    [InlineData("JPY", 100)]
    [InlineData("GBP", 200)]
    [InlineData("ABCDEFGHI", 0)]
    [InlineData("CHF", -1)]
    [InlineData("CHF", 1_000_001)]
    public async Task A_currency_has_a_code_and_units(string code, int units) => await ShouldBeMalformedAsync(
        _server.Sections.DepositAsync(new()
        {
            RequestId = _server.NewId(),
            Section = Joiners,
            Amount = new() { CurrencyCode = code, UnitsPerMajor = units, MinorUnits = 1 },
        }), "amount");

    [Fact]
    public async Task Countries_and_currencies_are_read_in_lower_case_and_units_are_those_of_the_standard()
    {
        await _server.Sections.FoundSectionAsync(new()
        {
            RequestId = _server.NewId(),
            SectionId = "kobe-dockers",
            DisplayName = "Dockers of Kobe",
            Kind = V1.SectionKind.Central,
            Country = "jp",
            Currencies =
            {
                new V1.Currency { CurrencyCode = "jpy" }, new V1.Currency { CurrencyCode = "kwd" },
                new V1.Currency { CurrencyCode = "gbp", UnitsPerMajor = 240 },
            },
        });
        var section = await _server.Sections.GetSectionAsync(new() { Name = "sections/kobe-dockers" });
        section.Country.ShouldBe("JP");
        section.Currencies.Select(currency => (currency.CurrencyCode, currency.UnitsPerMajor))
            .ShouldBe([("JPY", 1), ("KWD", 1_000), ("GBP", 240)], ignoreOrder: true);
        (await _server.Sections.ListSectionsAsync(new() { Country = "Jp" })).Sections.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("")]
    [InlineData("23.3.1868")]
    [InlineData("1868-3-23")]
    [InlineData("1868-02-30")]
    [InlineData("1868-03-23T00:00:00Z")]
    public async Task A_day_is_a_day_of_the_calendar(string start) => await ShouldBeMalformedAsync(
        _server.Strikes.DeclareStrikeAsync(new()
        {
            RequestId = _server.NewId(),
            Section = Masons,
            StrikeId = "s",
            Trade = "masons",
            Country = "CH",
            Start = start,
        }), "start");

    [Fact]
    public async Task A_time_is_one_of_the_calendar_and_not_past()
    {
        var pledge = _server.PledgeOf(Joiners, "p-bad", 1);
        pledge.LapseTime = new Timestamp { Seconds = long.MaxValue };
        await ShouldBeMalformedAsync(_server.Pledges.PledgeAsync(pledge), "lapse_time");
        pledge.LapseTime = _server.Time.GetUtcNow().AddDays(-1).ToTimestamp();
        await ShouldBeMalformedAsync(_server.Pledges.PledgeAsync(pledge), "lapse_time");
    }

    [Fact]
    public async Task What_must_be_chosen_is_not_left_unspecified()
    {
        var pledge = _server.PledgeOf(Joiners, "p-bad", 1);
        pledge.Kind = V1.AidKind.Unspecified;
        await ShouldBeMalformedAsync(_server.Pledges.PledgeAsync(pledge), "kind");
        pledge.Kind = V1.AidKind.Repayment;
        await ShouldBeMalformedAsync(_server.Pledges.PledgeAsync(pledge), "kind");
        pledge.Kind = (V1.AidKind)99;
        await ShouldBeMalformedAsync(_server.Pledges.PledgeAsync(pledge), "kind");
        await ShouldBeMalformedAsync(
            _server.Strikes.EndStrikeAsync(new() { RequestId = _server.NewId(), Section = Masons, Strike = Strike }),
            "outcome");
        await ShouldBeMalformedAsync(
            _server.Calls.CallForAidAsync(new() { RequestId = _server.NewId(), Section = Masons, Strike = Strike }),
            "scope");
        await ShouldBeMalformedAsync(
            _server.Strikes.ReceiveOutsideAidAsync(new()
            {
                RequestId = _server.NewId(),
                Section = Masons,
                Strike = Strike,
                From = "x",
                Kind = V1.AidKind.Loan,
                Amount = Francs(1),
            }), "kind");
    }

    [Fact]
    public async Task A_pledge_without_a_sum_cannot_be_sent_and_one_without_authority_not_made()
    {
        var pledge = _server.PledgeOf(Joiners, "p-bad", 1);
        pledge.Amount = null;
        pledge.HonourNow = true;
        await ShouldBeMalformedAsync(_server.Pledges.PledgeAsync(pledge), "amount");
        pledge = _server.PledgeOf(Joiners, "p-bad", 1);
        pledge.Authority = " ";
        await ShouldBeMalformedAsync(_server.Pledges.PledgeAsync(pledge), "authority");
        pledge.Authority = string.Concat(Enumerable.Repeat(TooLong, 26));
        await ShouldBeMalformedAsync(_server.Pledges.PledgeAsync(pledge), "authority");
    }

    [Fact]
    public async Task All_bad_fields_are_named_at_once() => (await Refused.ByAsync(
        _server.Sections.FoundSectionAsync(new()
        {
            RequestId = "x",
            SectionId = "X",
            Kind = V1.SectionKind.Trade,
            Locality = string.Concat(Enumerable.Repeat(TooLong, 6)),
            Country = "xx",
            Members = 0,
            Currencies = { Chf, new V1.Currency { CurrencyCode = "x" }, Chf },
        }))).ShouldSay(StatusCode.InvalidArgument, "MALFORMED", "request_id", "section_id", "display_name", "trade",
            "locality", "country", "members", "currencies[1]", "currencies");

    [Fact]
    public async Task Terms_of_a_corridor_are_sound()
    {
        var offer = new V1.OfferCorridorRequest
        {
            RequestId = _server.NewId(),
            From = Joiners,
            To = Geneva,
            Given = Chf,
            Arrives = new() { CurrencyCode = "GBP", UnitsPerMajor = 240 },
        };
        await ShouldBeMalformedAsync(_server.Corridors.OfferCorridorAsync(offer), "terms.rate");
        offer.Terms = new() { Rate = new() { Numerator = 1 } };
        await ShouldBeMalformedAsync(_server.Corridors.OfferCorridorAsync(offer), "terms");
        offer.Arrives = null;
        offer.Terms = new() { FeePerMyriad = 10_001 };
        await ShouldBeMalformedAsync(_server.Corridors.OfferCorridorAsync(offer), "terms");
        offer.Terms = new() { PeriodDays = -1 };
        await ShouldBeMalformedAsync(_server.Corridors.OfferCorridorAsync(offer), "terms");
        offer.Terms = null;
        offer.To = Joiners;
        await ShouldBeMalformedAsync(_server.Corridors.OfferCorridorAsync(offer), "to");
        offer.To = Strike;
        await ShouldBeMalformedAsync(_server.Corridors.OfferCorridorAsync(offer), "to");
        offer.To = Geneva;
        offer.Given = null;
        await ShouldBeMalformedAsync(_server.Corridors.OfferCorridorAsync(offer), "given");
    }

    [Fact]
    public async Task Who_gives_and_where_it_goes_is_said()
    {
        var repay = new V1.RepayLoanRequest
        {
            RequestId = _server.NewId(),
            Section = Masons,
            LoanId = "p-1",
            Amount = Francs(1),
            Authority = "meeting",
        };
        await ShouldBeMalformedAsync(_server.Loans.RepayLoanAsync(repay), "lender");
        repay.Lender = new() { Body = "x" };
        await ShouldBeMalformedAsync(_server.Loans.RepayLoanAsync(repay), "lender.body");
        repay.Lender = new() { Body = Joiners };
        repay.RedirectStrike = Strike;
        await ShouldBeMalformedAsync(_server.Loans.RepayLoanAsync(repay), "redirect_section");
        await ShouldBeMalformedAsync(_server.Loans.ListLoansAsync(new()), "owed_by");
        await ShouldBeMalformedAsync(
            _server.Calls.CallForAidAsync(new()
            {
                RequestId = _server.NewId(),
                Section = Masons,
                Strike = Strike,
                Scope = V1.Level.Local,
                Recipients = { Geneva, "somebody" },
            }), "recipients[1]");
    }

    private static async Task ShouldBeMalformedAsync<T>(AsyncUnaryCall<T> call, string field) =>
        (await Refused.ByAsync(call)).ShouldSay(StatusCode.InvalidArgument, "MALFORMED", field);

    public sealed class Begun : IAsyncLifetime
    {
        public TestServer Server { get; private set; } = null!;

        public async Task InitializeAsync() => Server = await BegunAsync();

        public async Task DisposeAsync() => await Server.DisposeAsync();
    }
}
