using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using Solidarity.Commands.Boards;
using Solidarity.Commands.Failures;
using Solidarity.Replay.Seeds;
using Solidarity.Server;
using Solidarity.Storage;
using Solidarity.Storage.Sqlite;

namespace Solidarity.Replay.Stories;

/// <summary>How far a story has been played.</summary>
internal readonly record struct StoryProgress(int Done, int Total, DateOnly Date);

/// <summary>What a story left behind.</summary>
/// <param name="EntriesBefore">How many entries the journal had before.</param>
/// <param name="EntriesAfter">How many it has now; the same where all was known already.</param>
internal sealed record PlayedStory(IReadOnlyList<V1.Board> Boards, long EntriesBefore, long EntriesAfter);

/// <summary>
/// Lives through a plan: starts the service over a data folder with a clock of its own, asks it over its API for one
/// step after the other, each when all that followed from the last has come to rest, and reads the boards.
/// </summary>
internal static class StoryPlayer
{
    /// <summary>The reason of the failure where the story does not go as history has it.</summary>
    public const string Broken = "STORY_BROKEN";

    /// <exception cref="CheckFailedException">The service refused a step, or accepted one that it should not have.
    /// </exception>
    public static async Task<PlayedStory> PlayAsync(
        ReplayPlan plan, string folder, IProgress<StoryProgress>? progress, CancellationToken cancellationToken)
    {
        var clock = new StoryClock(await StartAsync(plan, folder));
        var options = new ServerOptions { DataFolder = folder, Time = clock };
        await using var server = await SolidarityServer.StartAsync(options, cancellationToken);
        using var channel = GrpcChannel.ForAddress(server.Address);
        var service = channel.CreateCallInvoker();
        var journal = server.Services.GetRequiredService<IJournal>();
        var before = journal.Position;
        await server.QuietAsync(cancellationToken);
        var sender = new StepSender(service, () => server.QuietAsync(cancellationToken));
        for (var done = 0; done < plan.Steps.Length; done++)
        {
            var step = plan.Steps[done];
            clock.MoveTo(Midnight(step.Date));
            await TakeAsync(sender, step);
            await server.QuietAsync(cancellationToken);
            progress?.Report(new StoryProgress(done + 1, plan.Steps.Length, step.Date));
        }
        var boards = await new BoardReader(service, cancellationToken).AllAsync(new V1.ListBoardsRequest());
        return new PlayedStory(boards, before, journal.Position);
    }

    /// <summary>The first day of the story, or where an earlier run of it was broken off: what is still under way from
    /// then must not find itself years back.</summary>
    private static async Task<DateTimeOffset> StartAsync(ReplayPlan plan, string folder)
    {
        var first = plan.Steps.IsEmpty ? DateTimeOffset.UnixEpoch : Midnight(plan.Steps[0].Date);
        if (!SqliteJournal.Exists(folder))
            return first;
        await using var journal = SqliteJournal.OpenReadOnly(folder);
        return journal.LastAt is { } last && last > first ? last : first;
    }

    private static async Task TakeAsync(StepSender sender, Step step)
    {
        try
        {
            await sender.SendAsync(step);
        }
        catch (RpcException problem) when (problem.StatusCode != StatusCode.Cancelled)
        {
            throw new CheckFailedException(Broken, $"{step.Date:yyyy-MM-dd} {step.Key}: {problem.Status.Detail}");
        }
    }

    private static DateTimeOffset Midnight(DateOnly date) => new(date, TimeOnly.MinValue, TimeSpan.Zero);
}
