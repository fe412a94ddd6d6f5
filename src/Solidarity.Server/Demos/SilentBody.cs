using Microsoft.Extensions.DependencyInjection;
using Solidarity.Domain.Bodies;
using Solidarity.Grains.Couriers;
using Solidarity.Grains.ReadModels;
using Solidarity.Storage;

namespace Solidarity.Server.Demos;

/// <summary>
/// A body of a running service that can fall silent: what is for it waits in the outbox, as it does for one that cannot
/// be reached. Nobody else is told; that it answers no more is for its neighbours to notice and to decide upon. Whether
/// the service is quiet is said without what waits here.
/// </summary>
public sealed class SilentBody(SolidarityServer server, Address body)
{
    private readonly Courier _courier = server.Services.GetRequiredService<Courier>();
    private readonly StreamName _stream = new(body.ToString());

    /// <summary>How many letters lie at its door.</summary>
    public int Waiting => _courier.CountWithheld(_stream);

    /// <summary>Completes when it has told everybody that what they sent it is there, and they have heard it.</summary>
    public async Task GiveWordAsync(CancellationToken cancellationToken)
    {
        var (journal, projector) = (
            server.Services.GetRequiredService<IJournal>(), server.Services.GetRequiredService<Projector>());
        while (true)
        {
            var position = journal.Position;
            await projector.WaitForAsync(position, cancellationToken);
            if (projector.Read(world => world.TreasuryOf(body))?.Owed.To.IsEmpty != false)
                break;
            await journal.WaitBeyondAsync(position, cancellationToken);
        }
        await server.QuietAsync(cancellationToken);
    }

    public void FallSilent() => _courier.Withhold(_stream);

    /// <summary>It answers the first so many of the letters that wait, and then is silent again.</summary>
    public void AnswerFirst(int letters) => _courier.LetThrough(_stream, letters);

    /// <summary>It answers all that has waited, and what comes.</summary>
    public void Speak() => _courier.Resume(_stream);
}
