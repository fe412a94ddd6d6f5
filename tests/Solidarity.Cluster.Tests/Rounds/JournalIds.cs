using Solidarity.Cluster.Tests.Clients;
using Solidarity.Storage;
using Solidarity.Storage.Sqlite;

namespace Solidarity.Cluster.Tests.Rounds;

/// <summary>Compares what clients were told with what stands in a journal, by request ids.</summary>
internal static class JournalIds
{
    private const int PageEntries = 2_000;

    public static async Task<IReadOnlyList<string>> CheckAsync(string folder, IEnumerable<SentCommand> commands)
    {
        var problems = new List<string>();
        var entries = new Dictionary<UInt128, Entry>();
        await using var journal = SqliteJournal.OpenReadOnly(folder);
        for (long at = 0; at < journal.Position;)
        {
            var page = await journal.ReadAsync(at, PageEntries);
            foreach (var entry in page)
                if (!entry.Command.IsMessage && !entries.TryAdd(entry.Command.Value, entry))
                    problems.Add($"request {entry.Command.Value:x32} stands in entry "
                        + $"{entries[entry.Command.Value].Position} and again in {entry.Position}");
            at = page[^1].Position;
        }
        problems.AddRange(commands.Select(command => Problem(command, entries)).OfType<string>());
        return problems;
    }

    private static string? Problem(SentCommand command, Dictionary<UInt128, Entry> entries)
    {
        var isThere = entries.TryGetValue(IdOf(command.RequestId), out var entry);
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
