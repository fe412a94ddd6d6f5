using System.Reflection;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;

namespace Solidarity.Commands.Checkups;

/// <summary>Looks at a service as a whole, and at a data folder of this machine.</summary>
internal sealed class ServiceCheckup(ServiceCall call)
{
    /// <summary>How far two clocks may be apart. Nothing is sent over a hold with less than 15 minutes left.</summary>
    public const int ClockSecondsMax = 120;

    private const long FreeBytesMin = 1L << 30;
    private const long MiB = 1L << 20;

    public async Task<IEnumerable<Remark>> LookAsync(Uri server)
    {
        var begun = call.Terminal.Time.GetTimestamp();
        var instance = await call.AskAsync(new GetInstanceRequest(), call.Services.Instances.GetInstanceAsync);
        var took = call.Terminal.Time.GetElapsedTime(begun);
        var stuck = await call.AskAllAsync(new ListStuckMessagesRequest(),
            call.Services.Messages.ListStuckMessagesAsync, page => page.Messages);
        var faulty = await call.AskAllAsync(new ListFaultyBodiesRequest(),
            call.Services.Messages.ListFaultyBodiesAsync, page => page.Bodies);
        return
        [
            new("service", RemarkState.Ok, $"answers at {server.GetLeftPart(UriPartial.Authority)}, "
                + $"after {(long)took.TotalMilliseconds} ms; entries: {instance.Position}"),
            Version(instance.Version),
            Clock(instance, took),
            stuck.Count == 0
                ? new("messages", RemarkState.Ok, "none is set aside")
                : new("messages", RemarkState.Wrong, $"set aside: {stuck.Count}",
                    new Hint("See which", "messages stuck")),
            faulty.Count == 0
                ? new("bodies", RemarkState.Ok, "the service follows every body")
                : new("bodies", RemarkState.Wrong, $"not followed: {faulty.Count}",
                    new Hint("See which", "messages faulty")),
        ];
    }

    /// <summary>A data folder, as far as one sees it without opening its journal.</summary>
    public static IEnumerable<Remark> LookAt(string folder)
    {
        var journal = new FileInfo(Path.Combine(folder, "journal.db"));
        yield return !Directory.Exists(folder)
            ? new("data", RemarkState.Wrong, $"there is no folder {folder}")
            : !journal.Exists
                ? new("data", RemarkState.Wrong, $"{folder} has no journal.db: no service has kept its data there")
                : new("data", RemarkState.Ok, $"{folder}, {journal.Length / MiB} MiB");
        if (!Directory.Exists(folder))
            yield break;
        var free = new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;
        yield return new("disk", free < FreeBytesMin ? RemarkState.Wrong : RemarkState.Ok, $"{free / MiB} MiB free");
    }

    private static Remark Version(string theirs)
    {
        var ours = typeof(ServiceCheckup).Assembly
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
        return ours == theirs
            ? new("version", RemarkState.Ok, Wording.Verbatim(ours))
            : new("version", RemarkState.Wrong, $"the service is {theirs}, this command line {ours}");
    }

    private Remark Clock(Instance instance, TimeSpan took)
    {
        // What the service said was so about half-way between question and answer.
        var apart = instance.Time.ToDateTimeOffset() + (took / 2) - call.Terminal.Time.GetUtcNow();
        var seconds = (long)Math.Abs(apart.TotalSeconds);
        Wording text = seconds == 0 ? "as here"
            : apart > TimeSpan.Zero ? Wording.Of($"{Moments.Age(seconds)} ahead of this machine's")
            : Wording.Of($"{Moments.Age(seconds)} behind this machine's");
        return new("clock", seconds > ClockSecondsMax ? RemarkState.Wrong : RemarkState.Ok, text);
    }
}
