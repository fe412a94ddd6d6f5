namespace Solidarity.Cli.Tests.Serving;

/// <summary>On which TCP ports a process listens, as Linux tells it in <c>/proc</c>.</summary>
internal static class ListeningPorts
{
    private const string Listening = "0A";

    public static int[] Of(int process)
    {
        var sockets = Directory.EnumerateFiles($"/proc/{process}/fd")
            .Select(file => new FileInfo(file).LinkTarget)
            .Where(target => target?.StartsWith("socket:[", StringComparison.Ordinal) is true)
            .Select(target => target!["socket:[".Length..^1]).ToHashSet();
        return
        [
            .. new[] { "tcp", "tcp6" }
                .SelectMany(table => File.ReadLines($"/proc/{process}/net/{table}").Skip(1))
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                // sl, local_address, rem_address, st, tx_queue:rx_queue, tr:tm->when, retrnsmt, uid, timeout, inode
                .Where(fields => fields[3] == Listening && sockets.Contains(fields[9]))
                .Select(fields => fields[1].Split(':')[1])
                .Select(port => int.Parse(port, NumberStyles.HexNumber, CultureInfo.InvariantCulture))
                .Order(),
        ];
    }
}
