using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Solidarity.Domain.Sections.Assemblies;
using Solidarity.Server.Tests.Hosting;
using static Solidarity.Server.Tests.Hosting.Story;

namespace Solidarity.Server.Tests.Extremes;

/// <summary>
/// A small living world: the masons' strike and those who help it, who are left alone, and strangers in the same
/// federation with a strike, pledges, loans, collections and hand-overs of their own. It makes sound requests of every
/// kind, all in the strangers' names, so that what is made of one passes all checks but one and reaches decisions.
/// </summary>
internal sealed class Playground(TestServer server)
{
    public const string Stranger = "sections/stranger";
    private const string Other = "sections/other";
    private const string Strangers = "federations/strangers";
    private const string Heirs = "federations/heirs";
    private const string Old = "federations/old";
    private const string OwnStrike = "strikes/own";
    private const string EndedStrike = "strikes/ended";
    private const string Lender = "A bank";
    private const string PayJson = """
        {"name":"ours","fund":"Ours","note":"","currency":"CHF","rate":{"basis":"sum","per":"day","sumMinor":1000},
        "days":"mon tue wed thu fri"}
        """;

    // Asked by the section whose strike it is.
    private static readonly HashSet<string> ByTheStriking =
    [
        "CallForAidRequest", "AmendCallRequest", "NarrowCallRequest", "CancelCallRequest", "RemindSilentRequest",
        "GiveWarningRequest", "AmendStrikeRequest", "EndStrikeRequest", "ReopenStrikeRequest", "PayStrikePayRequest",
        "ReceiveOutsideAidRequest", "ReportAidRequest", "BeginClaimsRequest", "FileClaimRequest", "ApproveClaimRequest",
        "WithdrawClaimRequest", "PayClaimRequest", "GetWeeklyClaimRequest", "ListWeeklyClaimsRequest",
    ];

    private static readonly HashSet<string> LeftOut =
        ["arrives", "as_of", "deadline", "capacity_minor_units", "follows"];

    private static readonly BallotToken Token = new(1_868);

    private int _made;

    public string Transfer { get; private set; } = "";

    public string Hop { get; private set; } = "";

    public static async Task<Playground> SettleAsync(TestServer server)
    {
        var playground = new Playground(server);
        await server.FoundFederationAsync("strangers");
        await server.FoundFederationAsync("heirs");
        foreach (var section in (string[])["stranger", "other"])
        {
            await server.FoundSectionAsync(section, "CH", Chf, new() { CurrencyCode = "GBP", UnitsPerMajor = 240 });
            await server.JoinAsync($"sections/{section}", Strangers);
            await server.JoinAsync($"sections/{section}", Geneva);
            await server.OpenAsync(Geneva, $"sections/{section}");
            await server.OpenAsync(Strangers, $"sections/{section}");
            // The first entry of each can be reversed.
            await server.DepositAsync($"sections/{section}", 1);
            await server.DepositAsync($"sections/{section}", 100_000);
        }
        await server.OpenAsync(Stranger, Geneva);
        // Its money waits for a person.
        await server.OpenAsync(Other, Strangers, terms: new() { SettledBy = V1.Settlement.Courier, DelayHours = 24 });
        await server.FoundFederationAsync("old");
        await server.JoinAsync(Other, Old);
        await server.Successions.AnnounceSuccessionAsync(new()
        {
            RequestId = server.NewId(),
            Federation = Old,
            Successors = { Heirs },
            Authority = "congress",
        });
        await server.DeclareAsync(Stranger, "own");
        await server.CallAsync(Stranger, OwnStrike, Francs(1_000));
        await server.DeclareAsync(Stranger, "ended");
        await server.QuietAsync();
        await playground.ActAsync();
        return playground;
    }

    private async Task ActAsync()
    {
        await server.Pledges.PledgeAsync(server.PledgeOf(Stranger, "p-open", 100));
        var sent = server.PledgeOf(Stranger, "p-sent", 100);
        sent.HonourNow = true;
        await server.Pledges.PledgeAsync(sent);
        var loan = server.PledgeOf(Other, "p-loan", 100);
        (loan.Strike, loan.Kind, loan.HonourNow) = (OwnStrike, V1.AidKind.Loan, true);
        await server.Pledges.PledgeAsync(loan);
        await server.Loans.RecordLoanAsync(new()
        {
            RequestId = server.NewId(),
            Section = Stranger,
            LoanId = "l-1",
            Lender = Lender,
            Strike = OwnStrike,
            Amount = Francs(500),
        });
        await server.Strikes.ReceiveOutsideAidAsync(new()
        {
            RequestId = server.NewId(),
            Section = Stranger,
            Strike = EndedStrike,
            From = Lender,
            Kind = V1.AidKind.Gift,
            Amount = Francs(1_000),
        });
        await server.Strikes.EndStrikeAsync(new()
        {
            RequestId = server.NewId(),
            Section = Stranger,
            Strike = EndedStrike,
            Outcome = V1.Outcome.Won,
        });
        await server.Federations.CollectAsync(new()
        {
            RequestId = server.NewId(),
            Federation = Strangers,
            CollectionId = "c-1",
            Strike = Strike,
            Section = Masons,
            Kind = V1.AidKind.Gift,
            Amount = Francs(10),
        });
        await server.Support.OfferSupportAsync(new()
        {
            RequestId = server.NewId(),
            Section = Stranger,
            Strike = Strike,
            OfferId = "o-1",
            Kind = V1.SupportKind.Lodging,
        });
        await server.Notices.SetNoticesAsync(new()
        {
            RequestId = server.NewId(),
            Body = Stranger,
            Emails = { "treasurer@strangers.example" },
        });
        await server.Mandates.GrantMandateAsync(new()
        {
            RequestId = server.NewId(),
            Section = Stranger,
            MandateId = "m-1",
            Holder = "treasurer",
            Acts = { V1.ActKind.Pledges },
            Ceilings = { new V1.Ceiling { InAll = Francs(1_000) } },
            Until = "1868-12-31",
            Authority = "assembly",
        });
        await server.Assemblies.OpenQuestionAsync(new()
        {
            RequestId = server.NewId(),
            Section = Stranger,
            QuestionId = "q-1",
            Text = "as the meeting decides",
            Act = V1.ActKind.Pledges,
            CloseTime = server.Time.GetUtcNow().AddDays(80).ToTimestamp(),
            Entitled = 100,
        });
        // Tokens are registered once for a question, and ballots are exported when it is over.
        foreach (var id in (string[])["q-tokens", "q-ballots", "q-over"])
            await server.Assemblies.OpenQuestionAsync(new()
            {
                RequestId = server.NewId(),
                Section = Stranger,
                QuestionId = id,
                Text = "as the meeting decides",
                Act = V1.ActKind.Pledges,
                CloseTime = server.Time.GetUtcNow().AddDays(80).ToTimestamp(),
                Entitled = 100,
            });
        foreach (var id in (string[])["q-ballots", "q-over"])
            await server.Assemblies.RegisterTokensAsync(new()
            {
                RequestId = server.NewId(),
                Name = $"{Stranger}/questions/{id}",
                Hashes = { BallotHash.Of(new("stranger"), new(id), Token).ToString() },
            });
        await server.Assemblies.WithdrawQuestionAsync(new()
        {
            RequestId = server.NewId(),
            Name = $"{Stranger}/questions/q-over",
            Reason = "it is over",
        });
        await server.QuietAsync();
        Transfer = (await server.Transfers.ListTransfersAsync(new() { Strike = Strike })).Transfers[0].Name;
        var waiting = await server.Corridors.ListHandOversAsync(new() { Body = Other });
        Hop = waiting.HandOvers.FirstOrDefault()?.Hop ?? $"{Transfer}/hops/1-1";
    }

    /// <summary>A request that nothing is wrong with; each with ids of its own.</summary>
    public IMessage SoundOf(MethodDescriptor method)
    {
        var request = method.InputType;
        var message = request.Parser.ParseFrom(ByteString.Empty);
        // Sections and federations have some in common.
        var isShared = method.Service.Name == "FederationsService"
            && request.Name is "AskAffiliationRequest" or "LeaveFederationRequest";
        Fill(message, isShared ? $"Federations{request.Name}" : request.Name);
        return message;
    }

    private void Fill(IMessage message, string request)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            if (LeftOut.Contains(field.Name) || field.ContainingOneof is { IsSynthetic: false } && field.Name == "body")
                continue;
            if (field.IsRepeated)
                AddTo((System.Collections.IList)field.Accessor.GetValue(message), field.Name);
            else
                field.Accessor.SetValue(message, ValueOf(field, request));
        }
    }

    private static void AddTo(System.Collections.IList list, string field)
    {
        if (field == "currencies")
            list.Add(Chf);
        if (field == "successors")
            list.Add(Heirs);
        if (field == "acts")
            list.Add(V1.ActKind.Pledges);
        if (field == "ceilings")
            list.Add(new V1.Ceiling { InAll = Francs(100) });
        if (field == "hashes")
            list.Add(BallotHash.Of(new("stranger"), new("q-tokens"), Token).ToString());
        if (field == "groups")
            list.Add(new V1.ClaimGroup { Group = "tier-1", Count = 2, Months = 12 });
        if (field == "ids")
            list.Add("strangers");
        if (field == "emails")
            list.Add("treasurer@strangers.example");
    }

    private object ValueOf(FieldDescriptor field, string request) => field.FieldType switch
    {
        FieldType.String => TextOf(field, request),
        FieldType.Int32 => (int)NumberOf(field.Name),
        FieldType.Int64 => NumberOf(field.Name),
        FieldType.Bool => false,
        FieldType.Enum => System.Enum.ToObject(field.EnumType.ClrType, IsQuestion(request) ? 0 : ChoiceOf(field)),
        FieldType.Message when field.MessageType == Timestamp.Descriptor =>
            server.Time.GetUtcNow().AddDays(30).ToTimestamp(),
        FieldType.Message => Part(field.MessageType, request),
        _ => throw new NotSupportedException($"field {field.FullName} is {field.FieldType}; say what is sound in it"),
    };

    private IMessage Part(MessageDescriptor type, string request)
    {
        var part = type.Parser.ParseFrom(ByteString.Empty);
        Fill(part, request);
        return part;
    }

    private static bool IsQuestion(string request) =>
        ((string[])["Get", "List", "Watch"]).Any(verb => request.StartsWith(verb, StringComparison.Ordinal));

    private static int ChoiceOf(FieldDescriptor field) => field.Name == "widest" ? (int)V1.Level.International
        : field.EnumType.Values.First(value => value.Number > 0).Number;

    private static long NumberOf(string field) => field switch
    {
        "minor_units" => 100,
        "units_per_major" => 100,
        "wave_hours" => 24,
        "runway_days" or "every_days" => 7,
        "days_max" => 100,
        "count" or "strikers" or "members" or "page_size" or "entitled" => 10,
        "numerator" or "denominator" or "quantity" or "period_days" => 1,
        "max_minor_units" => 1_000_000_000,
        "message_id" or "entry" or "number" => 1,
        _ => 0,
    };

    private string TextOf(FieldDescriptor field, string request) => field.Name switch
    {
        "request_id" => server.NewId(),
        "name" => NameFor(request),
        "section" => request is "CollectRequest" or "RedirectRepaymentRequest" ? Masons : Stranger,
        "strike" when request.Contains("Surplus", StringComparison.Ordinal) => EndedStrike,
        "strike" => request == "RecordLoanRequest" || ByTheStriking.Contains(request) ? OwnStrike : Strike,
        "federation" => request is "AgreeToSucceedRequest" or "DeclineToSucceedRequest" ? Heirs
            : request is "WithdrawSuccessionRequest" or "HandOverDuesRequest" or "DissolveFederationRequest" ? Old
            : Strangers,
        "predecessor" => Old,
        "successor" => Heirs,
        "member" => request.StartsWith("Federations", StringComparison.Ordinal) ? Heirs : Other,
        "body" => request.Contains("Hand", StringComparison.Ordinal) ? Other : Stranger,
        "neighbour" => Strangers,
        "hop" => Hop,
        "from" => FromFor(field, request),
        "to" => request == "MoveMemberRequest" ? Heirs : Strangers,
        "pledge" => $"{Other}/pledges/p-loan",
        "donor" => Other,
        "to_strike" => Strike,
        "to_section" => Masons,
        "owed_by" => Stranger,
        "loan_id" when request == "RepayLoanRequest" => "l-1",
        "token" => Token.ToString(),
        "holder" => "delegate-2",
        "currency_code" => "CHF",
        "until" when request == "OpenQuestionRequest" => "",
        "authority" when request.StartsWith("Federations", StringComparison.Ordinal) => "",
        "start" or "through" or "from_day" or "day" or "until" or "start_day" or "ratified_day" => "1868-03-23",
        "json" => PayJson,
        "quiet_from" => "21:00",
        "quiet_until" => "07:00",
        "utc_offset" => "+01:00",
        "zone" => "Europe/Zurich",
        "lender" or "recorded_name" => Lender,
        "country" => IsQuestion(request) ? "" : "CH",
        "trade" => IsQuestion(request) ? "" : "masons",
        "viewer" or "page_token" or "order_by" or "owed_to" or "source" or "redirect_strike" or "redirect_section"
            or "from_fund" or "from_day" or "to_day" or "at_day" or "end_day" or "decided_share" =>
            "",
        var id when id.EndsWith("_id", StringComparison.Ordinal) => $"x-{Interlocked.Increment(ref _made)}",
        _ => "as the meeting decided",
    };

    private static string FromFor(FieldDescriptor field, string request) =>
        field.ContainingType == V1.StrikePayTerms.Descriptor ? "1868-03-23"
        : request == "MoveMemberRequest" ? Old
        : request == "ReceiveOutsideAidRequest" ? "A hatter"
        : Stranger;

    private string NameFor(string request) => request switch
    {
        _ when request.Contains("Transfer", StringComparison.Ordinal) => Transfer,
        _ when request.Contains("Pledge", StringComparison.Ordinal) => $"{Stranger}/pledges/p-open",
        _ when request.Contains("Mandate", StringComparison.Ordinal) => $"{Stranger}/mandates/m-1",
        "RegisterTokensRequest" => $"{Stranger}/questions/q-tokens",
        "CastBallotRequest" => $"{Stranger}/questions/q-ballots",
        "ExportBallotsRequest" => $"{Stranger}/questions/q-over",
        _ when request.Contains("Question", StringComparison.Ordinal) || request == "RecordCountRequest" =>
            $"{Stranger}/questions/q-1",
        _ when request.Contains("Collection", StringComparison.Ordinal) => $"{Strangers}/collections/c-1",
        _ when request.Contains("Repayment", StringComparison.Ordinal) => $"{Stranger}/repayments/r-1",
        _ when request.Contains("Surplus", StringComparison.Ordinal) => $"{Stranger}/surplus/s-1",
        _ when request.Contains("Support", StringComparison.Ordinal) => $"{Stranger}/support/o-1",
        _ when request.Contains("Federation", StringComparison.Ordinal) => Strangers,
        _ when request.Contains("Section", StringComparison.Ordinal) => Stranger,
        _ => Strike,
    };
}
