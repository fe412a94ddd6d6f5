using Grpc.Core;
using Solidarity.Commands.Client;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Failures;

namespace Solidarity.Commands.Boards;

/// <summary>
/// Follows something live: in a terminal as a picture that stays up to date; one line for each change where a program
/// reads. Leaving is its only end, so being cancelled is success.
/// </summary>
/// <param name="Watch">Takes the position that one has; 0 for none.</param>
/// <param name="Picture">One change for a terminal that is painted anew each time.</param>
/// <param name="Line">One change as one line for people; JSON is written as <c>{"position",…}</c>.</param>
internal sealed record Following<T>(
    ServiceCall Call, Func<long, CallOptions, AsyncServerStreamingCall<T>> Watch, Func<T, long> Position,
    Func<T, LivePicture> Picture, Func<T, string> Line, Action<T> Json)
{
    private const int ReconnectWaitMsMin = 100;
    private const int ReconnectWaitMsMax = 5_000;
    private const int ResizeCheckMs = 200;

    private static readonly Wording Lost = "The connection to the service is lost; trying again. Ctrl-C to leave.";
    private static readonly Wording Back = "The service is back.";

    public async Task RunAsync()
    {
        try
        {
            if (Call is { ForPeople: true, Terminal.CanBePainted: true })
                await LiveAsync();
            else
                await FollowAsync(Write, isLost =>
                    Call.Terminal.Tell(Wording.Verbatim($"{Hint.Program}: {(isLost ? Lost : Back)}")));
        }
        catch (Exception left) when (Failure.IsLeaving(left, Call.Cancelled))
        {
            // Leaving is how this ends.
        }
    }

    private async Task LiveAsync()
    {
        using var screen = new LiveScreen(Call.Terminal);
        // What was seen last stays in sight, and that it is old is said below it.
        var following = FollowAsync(
            changed => screen.Show(Picture(changed)), isLost => screen.Note(isLost ? T(Lost) : null));
        while (await Task.WhenAny(following, Task.Delay(ResizeCheckMs, CancellationToken.None)) != following)
            screen.RepaintIfResized();
        await following;
    }

    // The first connection has to stand; after that a break is waited out, and nothing is missed meanwhile.
    private async Task FollowAsync(Action<T> show, Action<bool> tellLost)
    {
        var (waitMs, position, isLost, hasLess) = (ReconnectWaitMsMin, 0L, false, false);
        while (true)
        {
            try
            {
                // A service that is back is asked how it stands, and says so at once. One that has less than was seen
                // is told what was seen, and says what it lost.
                using var watch = Watch(
                    isLost && !hasLess ? 0 : position, new CallOptions(cancellationToken: Call.Cancelled));
                while (await watch.ResponseStream.MoveNext(Call.Cancelled))
                {
                    var changed = watch.ResponseStream.Current;
                    hasLess = Position(changed) < position;
                    if (hasLess)
                        break;
                    if (isLost)
                        tellLost(false);
                    if (Position(changed) != position)
                        show(changed);
                    (position, waitMs, isLost) = (Position(changed), ReconnectWaitMsMin, false);
                }
            }
            catch (RpcException lost) when (position > 0 && ServiceError.IsLost(lost))
            {
                // Once for each break, however often it is tried again.
                if (!isLost)
                    tellLost(true);
                (isLost, hasLess) = (true, false);
            }
            catch (RpcException) when (isLost && !hasLess)
            {
                hasLess = true;
            }
            await Task.Delay(waitMs, Call.Cancelled);
            waitMs = Math.Min(waitMs * 2, ReconnectWaitMsMax);
        }
    }

    private void Write(T changed)
    {
        if (Call.Json)
            Json(changed);
        else
            Call.Terminal.Say(Wording.Verbatim(Line(changed)));
        // Whoever reads wants each change when it comes.
        Call.Terminal.Output.Flush();
    }
}
