using Microsoft.Extensions.DependencyInjection;
using Solidarity.Domain.Bodies;
using Solidarity.Grains.Delivery;
using Solidarity.Server;
using Solidarity.Storage;

namespace Solidarity.Demos;

/// <summary>
/// A body of a running service that can fall silent: what is for it waits in the outbox, as it does for one that cannot
/// be reached. Nobody else is told; that it answers no more is for its neighbours to notice and to decide upon. Whether
/// the service is quiet is said without what waits here.
/// </summary>
/// <param name="server">One that <see cref="StartServerAsync"/> has started.</param>
public sealed class SilentBody(SolidarityServer server, Address body)
{
    private readonly IJournal _journal = server.Services.GetRequiredService<IJournal>();
    private readonly SilentMailbox _mailbox = (SilentMailbox)server.Services.GetRequiredService<IMailbox>();
    private readonly StreamName _stream = new(body.ToString());

    /// <summary>Starts a server whose bodies can fall silent.</summary>
    /// <inheritdoc cref="SolidarityServer.StartAsync"/>
    public static Task<SolidarityServer> StartServerAsync(
        ServerOptions options, CancellationToken cancellationToken = default) =>
        SolidarityServer.StartAsync(
            options with { Mailbox = mailbox => new SilentMailbox(mailbox) }, cancellationToken);

    /// <summary>How many letters lie at its door.</summary>
    public async Task<int> CountWaitingAsync(CancellationToken cancellationToken) =>
        (await WaitingAsync(cancellationToken)).Count;

    public void FallSilent() => _mailbox.Silence(_stream);

    /// <summary>It answers the first so many of the letters that wait, and then is silent again. Completes when all
    /// that follows from that has happened.</summary>
    public async Task AnswerFirstAsync(int letters, CancellationToken cancellationToken)
    {
        var waiting = await WaitingAsync(cancellationToken);
        if (letters == 0 || waiting.Count == 0)
            return;
        var through = waiting[Math.Min(letters, waiting.Count) - 1];
        _mailbox.Silence(_stream, through);
        await TryAgainAsync(through, cancellationToken);
        _mailbox.Silence(_stream);
    }

    /// <summary>It answers all that has waited, and what comes. Completes when all that follows from that has happened.
    /// </summary>
    public async Task SpeakAsync(CancellationToken cancellationToken)
    {
        _mailbox.EndSilence(_stream);
        await TryAgainAsync(long.MaxValue, cancellationToken);
    }

    // A try that was under way when its silence ended has failed all the same, and it is tried once more.
    private async Task TryAgainAsync(long through, CancellationToken cancellationToken)
    {
        var dispatcher = server.Services.GetRequiredService<Dispatcher>();
        do
        {
            dispatcher.Retry(null);
            await server.QuietAsync(cancellationToken);
        }
        while (await WaitingAsync(cancellationToken) is [var first, ..] && first <= through);
    }

    /// <summary>The ids of the messages for it in the outbox, in their order.</summary>
    private async Task<List<long>> WaitingAsync(CancellationToken cancellationToken)
    {
        var (waiting, after) = (new List<long>(), 0L);
        const int max = JournalLimits.PageEntriesMax;
        while (await _journal.PendingAsync(after, max, cancellationToken) is [.., var last] page)
        {
            waiting.AddRange(page.Where(message => message.Receiver == _stream).Select(message => message.Id));
            after = last.Id;
        }
        return waiting;
    }
}
