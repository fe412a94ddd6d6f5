using Solidarity.Cluster.Tests.Clients;
using Solidarity.Storage;
using Solidarity.Storage.Sqlite;

namespace Solidarity.Cluster.Tests.Rounds;

/// <summary>The requests of clients that stand in a journal, to be compared with what the clients were told.</summary>
internal sealed class JournalIds
{
    private const int PageEntries = 2_000;

    private readonly Dictionary<UInt128, Entry> _entries = [];
    private readonly List<string> _twice = [];

    private JournalIds() { }

    public static async Task<JournalIds> ReadAsync(string folder)
    {
        var ids = new JournalIds();
        await using var journal = SqliteJournal.OpenReadOnly(folder);
        for (long at = 0; at < journal.Position;)
        {
            var page = await journal.ReadAsync(at, PageEntries);
            foreach (var entry in page)
                if (!entry.Command.IsMessage && !ids._entries.TryAdd(entry.Command.Value, entry))
                    ids._twice.Add($"request {entry.Command.Value:x32} stands in entry "
                        + $"{ids._entries[entry.Command.Value].Position} and again in {entry.Position}");
            at = page[^1].Position;
        }
        return ids;
    }

    /// <summary>Whether the request was decided, be it refused.</summary>
    public bool Has(string requestId) => _entries.ContainsKey(IdOf(requestId));

    /// <summary>What was answered and does not stand there as it was answered, and what stands there twice.</summary>
    public IReadOnlyList<string> Check(IEnumerable<SentCommand> commands) =>
        [.. _twice, .. commands.Select(Problem).OfType<string>()];

    private string? Problem(SentCommand command)
    {
        var isThere = _entries.TryGetValue(IdOf(command.RequestId), out var entry);
        return command.Outcome switch
        {
            Outcome.Unknown => null,
            _ when !isThere => $"{command} was answered and is in no entry",
            _ when entry!.Stream.Value != command.Stream => $"{command} is in entry {entry.Position} of {entry.Stream}",
            Outcome.Accepted accepted when accepted.Position != entry!.Position =>
                $"{command} is in entry {entry.Position}, which is not what the client was told",
            _ => null,
        };
    }

    private static UInt128 IdOf(string requestId) => UInt128.Parse(
        requestId.Replace("-", "", StringComparison.Ordinal), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>Positions say in which order the log has commands, over all streams: one that was answered before
    /// another was sent stands before it.</summary>
    public static string? CheckOrder(IEnumerable<SentCommand> commands)
    {
        var accepted = commands.Where(command => command.Outcome is Outcome.Accepted).ToList();
        var byEnd = accepted.OrderBy(command => command.End).ToList();
        SentCommand? highest = null;
        var ended = 0;
        foreach (var command in accepted.OrderBy(command => command.Start))
        {
            for (; ended < byEnd.Count && byEnd[ended].End < command.Start; ended++)
                if (highest is null || PositionOf(byEnd[ended]) > PositionOf(highest))
                    highest = byEnd[ended];
            if (highest is not null && PositionOf(highest) > PositionOf(command))
                return $"the log has these the other way round than they happened:\n{highest}\n{command}";
        }
        return null;
    }

    private static long PositionOf(SentCommand command) => ((Outcome.Accepted)command.Outcome).Position;
}
