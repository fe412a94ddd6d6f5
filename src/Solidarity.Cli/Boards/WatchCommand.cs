using System.CommandLine;
using Grpc.Core;
using Solidarity.Cli.Running;
using Solidarity.V1;
using Spectre.Console;

namespace Solidarity.Cli.Boards;

/// <summary>
/// <c>solidarity watch STRIKE</c>: a board that stays up to date in a terminal; one line for each change where a
/// program reads. Leaving is its only end, so being cancelled is success.
/// </summary>
internal static class WatchCommand
{
    private const int ReconnectWaitMsMin = 100;
    private const int ReconnectWaitMsMax = 5_000;

    public static Command Create(Frame frame)
    {
        var strike = Arguments.Strike();
        var command = new Command("watch", "Follow how a strike stands, live, until Ctrl-C.") { strike };
        command.WithExamples("watch paris-bronze-1867", "watch paris-bronze-1867 --json");
        return frame.Asks(command, async call =>
        {
            var request = new WatchBoardRequest { Name = call.Strike(strike) };
            try
            {
                if (call is { Json: false, Terminal.Interactive: true })
                    await LiveAsync(call, request);
                else
                    await FollowAsync(call, request, changed => WriteLine(call, changed), told => { });
            }
            catch (Exception left) when (Failure.IsLeaving(left, call.Cancelled))
            {
                // Leaving is how this ends.
            }
        });
    }

    private static Task LiveAsync(ServiceCall call, WatchBoardRequest request)
    {
        var console = call.Terminal.Console();
        // Where the window is too low for the whole board, its end stays in sight: the money.
        var live = console.Live(new Text("...")).Cropping(VerticalOverflowCropping.Top);
        return live.StartAsync(display => FollowAsync(
            call, request,
            changed => display.UpdateTarget(BoardView.Strike(changed.Board)),
            told => display.UpdateTarget(new Text(told))));
    }

    // The first connection has to stand; after that a break is waited out, and nothing is missed meanwhile.
    private static async Task FollowAsync(
        ServiceCall call, WatchBoardRequest request, Action<WatchBoardResponse> show, Action<string> tell)
    {
        var waitMs = ReconnectWaitMsMin;
        while (true)
        {
            try
            {
                using var watch = call.Services.Strikes.WatchBoard(request, cancellationToken: call.Cancelled);
                while (await watch.ResponseStream.MoveNext(call.Cancelled))
                {
                    var changed = watch.ResponseStream.Current;
                    show(changed);
                    request.AfterPosition = changed.Position;
                    waitMs = ReconnectWaitMsMin;
                }
            }
            catch (RpcException lost) when (lost.StatusCode == StatusCode.Unavailable && request.AfterPosition > 0)
            {
                tell("The connection to the service is lost; trying again. Ctrl-C to leave.");
            }
            await Task.Delay(waitMs, call.Cancelled);
            waitMs = Math.Min(waitMs * 2, ReconnectWaitMsMax);
        }
    }

    private static void WriteLine(ServiceCall call, WatchBoardResponse changed)
    {
        if (call.Json)
            JsonText.Write(call.Terminal.Output, json =>
            {
                json.WriteStartObject();
                json.WriteNumber("position", changed.Position);
                json.WritePropertyName("strike");
                BoardJson.WriteStrike(json, changed.Board);
                json.WriteEndObject();
            }, oneLine: true);
        else
            call.Terminal.Output.WriteLine(BoardLine.Of(changed.Board));
        // Whoever reads wants each change when it comes.
        call.Terminal.Output.Flush();
    }
}
