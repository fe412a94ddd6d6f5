using System.Text.RegularExpressions;
using Solidarity.Domain.Acts;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Federations.Members;
using Solidarity.Domain.Federations.Relays;
using Solidarity.Domain.Federations.Successions;
using Solidarity.Domain.Money;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Sections.Affiliations;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Domain.Sections.Loans;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Sections.Reversals;
using Solidarity.Domain.Strikes.Aid;
using Solidarity.Domain.Strikes.Calls;
using Solidarity.Domain.Strikes.Pay;
using Solidarity.Domain.Strikes.Warnings;
using Solidarity.Domain.Text;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries.Corridors;
using Solidarity.Domain.Treasuries.Holds;
using Solidarity.Grains.Hosting;
using Solidarity.Grains.Planning;
using Solidarity.Routing;
using Solidarity.Server.Notices;
using Solidarity.Views.Access;
using Solidarity.Views.Worlds;
using static Solidarity.Server.ServerLimits;

namespace Solidarity.Server.Tests;

/// <summary>protos/README.md says what the service does: its numbers are the limits, its services are those of the
/// protos, and its errors are given with the codes that it names.</summary>
public sealed partial class ApiPageTests
{
    // How far behind its code a reason stands at most, in characters.
    private const int NearMax = 120;

    private const int KiB = 1024;
    private const int MiB = 1024 * KiB;

    private static readonly string Root = RootFolder();
    private static readonly string Page = Spaces().Replace(
        File.ReadAllText(Path.Combine(Root, "protos", "README.md")), " ");

    /// <summary>Sentences of the page, with each number from where it holds.</summary>
    public static TheoryData<string> Sentences =>
    [
        .. new FormattableString[]
        {
            $"is 1 to {Domain.Bodies.Slug.CharsMax} characters",
            $"up to {Texts.LinesMax} lines",
            $"more than {TextRule.MarksInRowMax} on one",
            $"in an answer they stop at {Amount.TotalMinorMax:N0}",
            $"more than {StrikeFacts.StartDaysAheadMax} days ahead",
            $"from {Domain.Bodies.DayRange.Min:yyyy-MM-dd} to {Domain.Bodies.DayRange.Max:yyyy-MM-dd}",
            $"A runway is at most {Runway.DaysMax:N0} days",
            $"an act with money within {RecentActs.RecentMinutes} minutes",
            $"less than {RecentActs.RecentMinutes} minutes ago",
            $"its last {RecentActs.ActsMax} acts",
            $"one of the last {PlainEntries.LatestMax} plain entries",
            $"At most {Planner.QuotesMax} quotes are planned at once and {Planner.QuotesWaitingMax} wait",
            $"have room for {Planner.PartPerMilleMin / 10} % or more",
            $"reads the shared log first, for up to {CatchUpSecondsMax} seconds",
            $"(0: {PageSizeDefault}; at most {PageSizeMax:N0})",
            $"it stays below {PageBytesMax / MiB} MiB, and every message below {MessageBytesMax / MiB} MiB",
            $"at most {WatchersMax:N0} watches at once",
            $"silent for {KeepAliveDelaySeconds} s (HTTP/2 PING)",
            $"if nothing comes for {KeepAliveAnswerSeconds} s more",
            $"with fewer than {SmallGroups.GroupGiversMin} givers",
            $"only {PastQueriesMax} at a time, {PastQueriesPerCallerMax} of each caller",
            $"answered {QueriesMax} at a time, {QueriesPerCallerMax} of each caller",
            $"at most {QueriesWaitingPerCallerMax} waiting",
            $"none waits longer than {QueryWaitMsMax / 1000} s",
            $"the first {RowTextCharsMax} characters of long texts (with an ellipsis), the first",
            $"{RowEmployersMax} employers",
            $"employers and {RowMoneyMax} currencies",
            $"pages of at most {PageSizeMax:N0} items and {PageBytesMax / MiB} MiB",
            $"the {RowRedirectsMax} latest; a federation's members: {Membership.MembersMax:N0}",
            $"of affiliations ({SectionAffiliations.AffiliationsMax}), members ({Membership.MembersMax:N0}),",
            $"employers ({StrikeFacts.EmployersMax})",
            $"hops ({Route.HopsMax}) and plans ({Transfer.PlansMax})",
            $"{BoardAidMax} pieces of aid and {BoardAidBytesMax / (double)MiB} MiB of them",
            $"of every other list {BoardGroupsMax} items and {BoardListBytesMax / KiB} KiB",
            $"100 strikes and 100 warnings, {BoardRowsBytesMax / KiB} KiB each",
            $"500 strikes, {GraphRowsBytesMax / MiB} MiB",
            $"{BoardMoneyMax} currencies; the {QuarantinesMax} latest quarantines",
            $"each with {PredecessorMembersMax} members",
            $"at most {PlanRequest.PartsMaxMax} parts of {Route.HopsMax} hops",
            $"`ParentsMax` ({Membership.ParentsMax}), `AncestorsMax` ({Membership.AncestorsMax} federations",
            $"`AsksPerDayMax` ({Membership.AsksPerDayMax})",
            $"did not answer within {GrainHost.ResponseTimeout.TotalSeconds} s",
            $"giver: {GiverLimits.AidPerGiverMax}, ended ones among them | {StrikeAid.AidMax:N0} |",
            $"books and reports is apart ({SectionStrikes.OutsideAidMax:N0})",
            $"giver: {GiverLimits.SupportPerGiverMax} | {StrikeAid.SupportMax:N0} |",
            $"section: {GiverLimits.SightingsPerSectionMax} | {StrikeWarnings.SightingsMax:N0};",
            $"names {StrikeCalls.ToldPerReportMax:N0} others | {StrikeCalls.RelaysMax:N0}, of which",
            $"{StrikeCalls.RelaysHeardOfMax:N0} have",
            $"relays it): {SectionInbox.CallsPerStrangerMax} | strangers {SectionInbox.StrangersCallsMax};",
            $"federations {SectionInbox.InboxMax:N0} |",
            $"member {FederationRelays.OpenPerMemberMax}; member or parent that is a federation",
            $"{FederationRelays.OpenPerFederationMax}; anybody else {FederationRelays.OpenPerOutsiderMax} |",
            $"members {FederationRelays.OpenCallsMax:N0}; federations",
            $"{FederationRelays.OpenOfFederationsMax:N0}; others {FederationRelays.OpenOutsideMax} |",
            $"take them in | 1 | {Membership.AskedMax:N0} |",
            $"succeed other federations | 1 | {Predecessor.ProposalsMax} |",
            $"neighbour: {TreasuryCorridors.CorridorsPerNeighbourMax} | members and neighbours",
            $"{TreasuryCorridors.CorridorsMax:N0}; strangers {TreasuryCorridors.StrangersOffersMax:N0} |",
            $"loan: {Loan.RedirectsMax} |",
            $"held longer than {HoldLimits.QuickHours} hours | {CorridorTerms.HoldHoursDefault} hours |",
            $"source: {TreasuryHolds.HoldsPerSourceMax:N0}, once {TreasuryHolds.HoldsCrowdedMin:N0} are held",
            $"| {TreasuryHolds.HoldsMax:N0} |",
            $"employers have at most {StrikeFacts.EmployersCharsMax:N0} characters",
            $"At most {NoticeQueue.ListedMax} notices are listed",
            $"at most {NoticeSender.TrySecondsMax} seconds; 429",
            $"up to {NoticeSchedule.RetryMinutesMax / 60} hours",
        }.Select(FormattableString.Invariant),
    ];

    [Theory]
    [MemberData(nameof(Sentences))]
    public void A_number_on_the_page_is_the_limit(string sentence) => Page.ShouldContain(sentence);

    [Fact]
    public void Each_file_and_its_service_stands_on_the_page() =>
        Directory.EnumerateFiles(Path.Combine(Root, "protos", "solidarity", "v1"), "*.proto")
            .Select(file => (
                Name: Path.GetFileName(file), Service: Service().Match(File.ReadAllText(file)).Groups["name"]))
            .Select(file => $"| `{file.Name}` |" + (file.Service.Success ? $" `{file.Service.Value}` |" : " |"))
            .Where(row => !Page.Contains(row, StringComparison.Ordinal))
            .ShouldBeEmpty();

    /// <summary>The code of a reason is the one that stands just before it in the sources.</summary>
    [Fact]
    public void An_error_is_given_with_the_code_that_the_page_names()
    {
        var given = Sources().SelectMany(GivenIn).ToLookup(one => one.Reason, one => one.Code);
        var rows = File.ReadLines(Path.Combine(Root, "protos", "README.md"))
            .Select(line => Code().Match(line)).Where(row => row.Success).ToList();
        rows.Count.ShouldBeGreaterThan(8);
        var wrong = from row in rows
                    let code = row.Groups["code"].Value
                    from reason in Reason().Matches(row.Value).Select(match => match.Groups["reason"].Value)
                    where reason != code && !given[reason].Contains(code)
                    select $"{code}: {reason} ({string.Join(", ", given[reason].Distinct())})";
        wrong.ShouldBeEmpty();
    }

    private static IEnumerable<string> Sources() =>
        Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}",
                StringComparison.Ordinal))
            .Select(File.ReadAllText);

    private static IEnumerable<(string Reason, string Code)> GivenIn(string source)
    {
        var codes = GivenCode().Matches(source).ToArray();
        return Quoted().Matches(source).SelectMany(reason =>
        {
            var near = codes.LastOrDefault(code => reason.Index - code.Index is > 0 and < NearMax);
            return near is null ? [] : new[] { (reason.Value.Trim('"'), InCapitals(near.Groups["code"].Value)) };
        });
    }

    private static string InCapitals(string code) => code == "Precondition"
        ? "FAILED_PRECONDITION"
        : string.Concat(code.Select((letter, at) =>
            at > 0 && char.IsAsciiLetterUpper(letter) ? $"_{letter}" : $"{char.ToUpperInvariant(letter)}"));

    private static string RootFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Solidarity.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException(
                $"No folder above {AppContext.BaseDirectory} holds Solidarity.sln.");
        return folder.FullName;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^service (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Service();

    [GeneratedRegex(@"^\| `(?<code>[A-Z_]+)`.*$")]
    private static partial Regex Code();

    [GeneratedRegex(@"`(?<reason>[A-Z]+(_[A-Z]+)*)`")]
    private static partial Regex Reason();

    [GeneratedRegex(@"""(?<reason>[A-Z]+(_[A-Z]+)*)""")]
    private static partial Regex Quoted();

    // SectionRefusals.Precondition and its like give a refusal of that kind.
    [GeneratedRegex(@"(RefusalKind|StatusCode)\.(?<code>[A-Z]\w+)|\b(?<code>Precondition)\(")]
    private static partial Regex GivenCode();
}
