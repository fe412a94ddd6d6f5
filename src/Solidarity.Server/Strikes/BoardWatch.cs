using Grpc.Core;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Strikes;
using Solidarity.Grains.ReadModels;

namespace Solidarity.Server.Strikes;

/// <summary>
/// Follows one board for one reader. It keeps nothing but the position that the reader has: when the reader can take
/// more, the board is made from the strike as it is then, so a slow reader skips what it missed and holds up nobody.
/// </summary>
internal sealed class BoardWatch(
    Projector projector, StrikeId strike, IServerStreamWriter<V1.WatchBoardResponse> reader)
{
    /// <summary>Ends by cancellation alone.</summary>
    public async Task FollowAsync(long afterPosition, CancellationToken cancellation)
    {
        var sent = afterPosition;
        while (true)
        {
            var (state, changed, position) = projector.Read(Look);
            if (changed > sent)
            {
                await reader.WriteAsync(
                    new V1.WatchBoardResponse { Board = state.ToBoard(), Position = changed }, cancellation);
                sent = changed;
            }
            await projector.WaitForAsync(position + 1, cancellation);
        }
    }

    private (Strike State, long Changed, long Position) Look(World world) =>
        (world.Strikes.Find(strike.Value)!, world.Strikes.ChangedAt(strike.Value), world.Position);
}
