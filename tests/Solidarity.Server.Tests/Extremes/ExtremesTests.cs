using System.Collections.Concurrent;
using Google.Protobuf;
using Grpc.Core;
using Solidarity.Server.Tests.Hosting;
using Solidarity.Storage.Sqlite;
using Solidarity.Views.Audit;
using Xunit.Abstractions;
using static Solidarity.Server.Tests.Hosting.Story;

namespace Solidarity.Server.Tests.Extremes;

/// <summary>
/// Every method of the API is sent its fields' limits, what lies just beyond them, nothing, too much and nonsense, one
/// at a time and several at once, as the protos have the fields. Nothing of that is a fault of ours or is waited for in
/// vain; and afterwards the honest go on as before, also after a restart, and the books are right.
/// </summary>
public sealed class ExtremesTests(ITestOutputHelper output)
{
    /// <summary>Repeats a run.</summary>
    private const string SeedVariable = "SOLIDARITY_SEED";

    /// <summary>How many seconds to go on for; 15 unless set.</summary>
    private const string SecondsVariable = "SOLIDARITY_EXTREMES_SECONDS";

    private const int SecondsUsual = 15;
    private const int AtOnce = 8;
    private const int TrailerBytesMax = 8 * 1024;
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(30);

    // What these do cannot be undone by what the others do, so they come last.
    private static readonly string[] Endings =
    [
        "End", "Close", "Cancel", "Narrow", "Leave", "Withdraw", "Dissolve", "Quarantine", "SetDrain",
        "SetPassingLimit", "Move", "Announce", "HandOver", "Decline", "Reject", "Confirm",
    ];

    private static readonly StatusCode[] Faults =
        [StatusCode.Internal, StatusCode.Unknown, StatusCode.DataLoss, StatusCode.DeadlineExceeded];

    private sealed record Case(ApiMethod Method, string What, Func<byte[]> Request, bool IsBad = false)
    {
        public TimeSpan? LeavesAfter { get; init; }
    }

    [Fact]
    public async Task Every_method_can_be_asked_soundly()
    {
        await using var server = await BegunAsync();
        var playground = await Playground.SettleAsync(server);
        var malformed = new List<string>();
        foreach (var method in ApiMethod.All)
        {
            var request = playground.SoundOf(method.Descriptor).ToByteArray();
            var answer = await method.AskAsync(server.Channel.CreateCallInvoker(), request, TestServer.Deadline());
            output.WriteLine($"{method.Name}: {answer.Code} {answer.Message}");
            if (answer.Code is StatusCode.InvalidArgument or StatusCode.Unimplemented || Faults.Contains(answer.Code))
                malformed.Add($"{method.Name}: {answer.Code} {answer.Message}");
        }
        malformed.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_extreme_is_a_fault_and_the_honest_go_on()
    {
        var seed = NumberIn(SeedVariable, Environment.TickCount);
        output.WriteLine($"{SeedVariable}={seed}");
        using var folder = new TempFolder();
        await using (var server = await BegunAsync(folder.Path))
        {
            var playground = await Playground.SettleAsync(server);
            var cases = CasesOf(playground, new Random(seed)).ToLookup(each => IsEnding(each.Method));
            await AskAllAsync(server, cases[false], Seconds * 3 / 4);
            await AskAllAsync(server, cases[true], Seconds / 4);
            // What waits for its time comes too: waves, tranches, expiries.
            await server.PassAsync(TimeSpan.FromDays(2));
            await server.PassAsync(TimeSpan.FromDays(40));
            await ShouldGoOnAsync(server, playground, "p-before");
        }
        await using (var server = await TestServer.StartAsync(folder.Path))
        {
            server.Time.Advance(TimeSpan.FromDays(43));
            await ShouldGoOnAsync(server, new Playground(server), "p-after");
        }
        (await AuditAsync(folder.Path))?.ToString().ShouldBeNull();
    }

    // In a random order, so that each run begins with others, until the time is over.
    private static Case[] CasesOf(Playground playground, Random random)
    {
        var all = new List<Case>();
        foreach (var method in ApiMethod.All)
        {
            var type = method.Descriptor.InputType;
            var extremes = Extreme.Of(type).ToArray();
            all.AddRange(extremes.Select(extreme => CaseOf(playground, method, extreme)));
            all.AddRange(Extreme.OfBytes(type).Select(extreme => new Case(
                method, extreme.What, () => extreme.Change(playground.SoundOf(method.Descriptor).ToByteArray()))));
            for (var i = 0; i < extremes.Length / 4; i++)
                all.Add(CaseOf(playground, method, random.GetItems(extremes, random.Next(2, 5))));
        }
        var order = all.ToArray();
        random.Shuffle(order);
        // Some callers leave before they are answered.
        for (var i = 0; i < order.Length; i += 20)
            order[i] = order[i] with { LeavesAfter = TimeSpan.FromMicroseconds(random.Next(1, 3_000)) };
        return order;
    }

    private static Case CaseOf(Playground playground, ApiMethod method, params Extreme[] extremes) => new(
        method, string.Join("; ", extremes.Select(extreme => extreme.What)), () =>
        {
            var request = playground.SoundOf(method.Descriptor);
            foreach (var extreme in extremes)
                extreme.Change(request);
            return request.ToByteArray();
        }, extremes is [{ IsBad: true }]);

    private static int Seconds => NumberIn(SecondsVariable, SecondsUsual);

    private static int NumberIn(string variable, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var set)
            ? set
            : usual;

    private static bool IsEnding(ApiMethod method) =>
        Endings.Any(verb => method.Descriptor.Name.StartsWith(verb, StringComparison.Ordinal));

    private async Task AskAllAsync(TestServer server, IEnumerable<Case> cases, int seconds)
    {
        var (asked, wrong) = (new ConcurrentDictionary<StatusCode, int>(), new ConcurrentQueue<string>());
        var (begun, invoker) = (Stopwatch.GetTimestamp(), server.Channel.CreateCallInvoker());
        await Parallel.ForEachAsync(
            cases.TakeWhile(_ => Stopwatch.GetElapsedTime(begun).TotalSeconds < seconds),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (each, _) =>
            {
                using var leaves = new CancellationTokenSource(each.LeavesAfter ?? AnswerWithin);
                var answer = await each.Method.AskAsync(invoker, each.Request(), leaves.Token);
                asked.AddOrUpdate(answer.Code, 1, (_, count) => count + 1);
                if (Wrong(each, answer) is { } problem)
                    wrong.Enqueue($"{each.Method.Name}, {each.What}: {problem}");
            });
        output.WriteLine(string.Join(", ", asked.OrderBy(code => code.Key).Select(code => $"{code.Key} {code.Value}")));
        wrong.ShouldBeEmpty(string.Join('\n', server.Log.Errors.Take(5)));
    }

    private static string? Wrong(Case each, Answered answer)
    {
        if (Faults.Contains(answer.Code))
            return $"{answer.Code} {answer.Message}";
        if (ErrorSizes.Of(answer.Message, answer.Trailers) is > TrailerBytesMax and var bytes)
            return $"{bytes} bytes of trailers";
        if (each.LeavesAfter is not null || answer.IsQuiet)
            return null;
        if (answer.Code == StatusCode.Cancelled)
            return $"was not answered within {AnswerWithin}";
        return each.IsBad && answer.Code != StatusCode.InvalidArgument
            ? $"{answer.Code}, and it can never be right"
            : null;
    }

    private static async Task ShouldGoOnAsync(TestServer server, Playground playground, string pledge)
    {
        var before = await server.BalanceAsync(Masons, "strike-fund:masons-1868");
        var honest = server.PledgeOf(Joiners, pledge, 10);
        honest.HonourNow = true;
        honest.RequestId = Guid.CreateVersion7().ToString();
        await server.Pledges.PledgeAsync(honest);
        await server.QuietAsync();
        (await server.BalanceAsync(Masons, "strike-fund:masons-1868")).ShouldBe(before + 1_000);
        foreach (var method in ApiMethod.All.Where(IsView))
        {
            var request = playground.SoundOf(method.Descriptor).ToByteArray();
            var answer = await method.AskAsync(server.Channel.CreateCallInvoker(), request, TestServer.Deadline());
            Faults.ShouldNotContain(answer.Code, $"{method.Name}: {answer.Message}");
        }
        await server.Strikes.ListBoardsAsync(new() { PageSize = 1_000 });
        await server.Graph.GetGraphAsync(new());
        await server.BoardAsync();
    }

    private static bool IsView(ApiMethod method) => (string[])["Get", "List", "Watch", "Quote", "Plan"] is var verbs
        && verbs.Any(verb => method.Descriptor.Name.StartsWith(verb, StringComparison.Ordinal));

    private static async Task<Finding?> AuditAsync(string folder)
    {
        await using var journal = SqliteJournal.Open(folder);
        var audit = new JournalAudit();
        for (var position = 0L; ;)
        {
            var page = await journal.ReadAsync(position, 1_000, TestServer.Deadline());
            if (page.Count == 0)
                break;
            foreach (var entry in page)
                await audit.AddAsync(entry, journal);
            position = page[^1].Position;
        }
        await audit.FinishAsync(journal);
        return audit.First;
    }
}
