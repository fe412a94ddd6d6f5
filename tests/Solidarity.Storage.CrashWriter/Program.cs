using System.Text;
using Solidarity.Storage;
using Solidarity.Storage.Sqlite;

// Appends to the journal of a folder until it is killed, and prints each append that was acknowledged, as
// "<first position> <entries> <first command of the first entry> <last command of the first entry>". CrashTests kills
// it and looks for what it printed.
const int writers = 8;
var (folder, round) = (args[0], ulong.Parse(args[1], CultureInfo.InvariantCulture));
using var output = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });

await output.WriteLineAsync("opening");
await using var journal = SqliteJournal.Open(folder);
await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(() => WriteAsync(writer))));
return 1;

async Task WriteAsync(int writer)
{
    var random = new Random(unchecked(((int)round * writers) + writer));
    var stream = new StreamName($"writers/{writer}");
    var version = await VersionAsync(stream);
    for (ulong number = 1; ; number++)
    {
        var count = random.Next(1, 4);
        var entries = Enumerable.Range(0, count).Select(i => Entry(writer, (number * 4) + (ulong)i, random));
        var append = new Append(stream, version, [.. entries]);
        if (random.Next(5) == 0)
        {
            var state = new byte[random.Next(5_000)];
            append = append with { Snapshot = new Snapshot(version + append.Entries.Length, "crash.v1", state) };
        }

        var appended = (AppendResult.Appended)await journal.AppendAsync(append);
        version += append.Entries.Length;
        if (random.Next(4) == 0) await AcknowledgeAsync(random);
        var first = append.Entries[0];
        var last = first.Further is [.., var further] ? CommandId.FromMessage(further.Id) : first.Command;
        await output.WriteLineAsync(
            $"{appended.FirstPosition} {append.Entries.Length} {first.Command.Value:x32} {last.Value:x32}");
    }
}

// Messages with an odd id are never taken out.
async Task AcknowledgeAsync(Random random)
{
    var some = await journal.PendingAsync(random.Next(200), 20);
    var even = some.Select(message => message.Id).Where(id => id % 2 == 0).ToArray();
    if (even.Length > 0) await journal.AcknowledgeAsync([.. even]);
}

NewEntry Entry(int writer, ulong number, Random random)
{
    var command = new UInt128(0x7000_0000_0000_0000 | round, ((ulong)writer << 48) | number);
    var body = Encoding.UTF8.GetBytes(new string('x', random.Next(3_000)));
    var message = new NewMessage(new StreamName($"writers/{random.Next(writers)}"), body);
    var messages = Enumerable.Repeat(message, random.Next(1, 6));
    var entry = new NewEntry(
        new CommandId(command),
        new ContentHash(number),
        DateTimeOffset.UnixEpoch.AddSeconds(number),
        body,
        random.Next(3) == 0 ? [.. messages] : []);
    if (random.Next(3) > 0)
        return entry;
    // Ids far above those that this journal gives, so that nothing that waits is answered.
    var answered = (1L << 62) | ((long)round << 44) | ((long)writer << 38) | ((long)number << 8);
    return entry with
    {
        Command = CommandId.FromMessage(answered),
        Further = [.. Enumerable.Range(1, random.Next(1, 9)).Select(
            i => new AnsweredMessage(answered + i, new ContentHash(number)))],
    };
}

async Task<long> VersionAsync(StreamName stream)
{
    long version = 0;
    while (await journal.ReadStreamAsync(stream, version, 1_000) is { Count: > 0 } page) version += page.Count;
    return version;
}
