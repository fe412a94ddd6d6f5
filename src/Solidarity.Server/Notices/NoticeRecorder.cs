using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Polly;
using Polly.Retry;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Notices;
using Solidarity.Domain.Sections.Notices;
using Solidarity.Grains.Entries;
using Solidarity.Grains.Hosting;
using Solidarity.Grains.Streams;
using Solidarity.Storage;

namespace Solidarity.Server.Notices;

/// <summary>Has a body note what became of a notice.</summary>
internal sealed class NoticeRecorder(IGrainFactory grains, [BooksTime] TimeProvider time)
{
    /// <summary>For some ten minutes: as long as a journal may be away that comes back by itself.</summary>
    private const int RetriesMax = 30;
    private const int PauseSecondsMax = 30;

    /// <returns>The journal's position of the note.</returns>
    /// <param name="tries">How often sending had failed before: the same failure again is another note.</param>
    public async Task<long> NoteAsync(Address body, NoticeCommand command, int tries, CancellationToken stopping)
    {
        var id = IdOf(body, command, tries);
        var pipeline = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<Exception>(_ => !stopping.IsCancellationRequested),
                MaxRetryAttempts = RetriesMax,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromMilliseconds(100),
                MaxDelay = TimeSpan.FromSeconds(PauseSecondsMax),
                UseJitter = true,
            })
            .Build();
        var reply = await pipeline.ExecuteAsync(async _ => await AskAsync(body, command, id), CancellationToken.None);
        return reply.Refusal is null
            ? reply.Position
            : throw new InvalidOperationException($"{body} refused to note a notice: {reply.Refusal.Message}");
    }

    private Task<Reply> AskAsync(Address body, NoticeCommand command, CommandId id) => body.IsSection
        ? grains.GetGrain<ISectionGrain>(body.Id).Ask(Grains.Entries.Requests.Of(
            id, new OwnNoticesCommand.ToNotices(command), DomainJson.SectionCommand, time.GetUtcNow()))
        : grains.GetGrain<IFederationGrain>(body.Id).Ask(Grains.Entries.Requests.Of(
            id, new FederationCommand.ToNotices(command), DomainJson.FederationCommand, time.GetUtcNow()));

    /// <summary>The same for the same note, so that it counts once however often it is sent.</summary>
    private static CommandId IdOf(Address body, NoticeCommand command, int tries)
    {
        var said = JsonSerializer.Serialize(new OwnNoticesCommand.ToNotices(command), DomainJson.SectionCommand);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{body}\n{tries}\n{said}"));
        // Version 8 and the variant of RFC 9562, as a client's UUID has them.
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new CommandId(BinaryPrimitives.ReadUInt128BigEndian(hash));
    }
}
