using Grpc.Core;
using Solidarity.Commands.Client;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Failures;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Solidarity.Commands.Boards;

/// <summary>
/// Follows something live: in a terminal as a picture that stays up to date; one line for each change where a program
/// reads. Leaving is its only end, so being cancelled is success.
/// </summary>
/// <param name="Watch">Takes the position that one has; 0 for none.</param>
/// <param name="Line">One change as one line for people; JSON is written as <c>{"position",…}</c>.</param>
internal sealed record Following<T>(
    ServiceCall Call, Func<long, CallOptions, AsyncServerStreamingCall<T>> Watch, Func<T, long> Position,
    Func<T, IRenderable> Picture, Func<T, string> Line, Action<T> Json)
{
    private const int ReconnectWaitMsMin = 100;
    private const int ReconnectWaitMsMax = 5_000;

    public async Task RunAsync()
    {
        try
        {
            if (Call is { Json: false, Terminal.Interactive: true })
                await LiveAsync();
            else
                await FollowAsync(Write, told => Call.Terminal.Tell($"solidarity: {told}"));
        }
        catch (Exception left) when (Failure.IsLeaving(left, Call.Cancelled))
        {
            // Leaving is how this ends.
        }
    }

    private Task LiveAsync()
    {
        var console = Call.Terminal.Console();
        IRenderable last = new Text("...");
        // Where the window is too low for the whole picture, its end stays in sight: the money.
        var live = console.Live(last).Cropping(VerticalOverflowCropping.Top);
        return live.StartAsync(display => FollowAsync(
            changed => display.UpdateTarget(last = Picture(changed)),
            // What was seen last stays in sight, and that it is old is said below it.
            told => display.UpdateTarget(new Rows(last, new Text(told)))));
    }

    // The first connection has to stand; after that a break is waited out, and nothing is missed meanwhile.
    private async Task FollowAsync(Action<T> show, Action<string> tell)
    {
        var (waitMs, position, isLost) = (ReconnectWaitMsMin, 0L, false);
        while (true)
        {
            try
            {
                using var watch = Watch(position, new CallOptions(cancellationToken: Call.Cancelled));
                while (await watch.ResponseStream.MoveNext(Call.Cancelled))
                {
                    var changed = watch.ResponseStream.Current;
                    if (isLost)
                        tell("The service is back.");
                    show(changed);
                    (position, waitMs, isLost) = (Position(changed), ReconnectWaitMsMin, false);
                }
            }
            catch (RpcException lost) when (position > 0 && ServiceError.IsLost(lost))
            {
                // Once for each break, however often it is tried again.
                if (!isLost)
                    tell("The connection to the service is lost; trying again. Ctrl-C to leave.");
                isLost = true;
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
            Call.Terminal.Say(Line(changed));
        // Whoever reads wants each change when it comes.
        Call.Terminal.Output.Flush();
    }
}
