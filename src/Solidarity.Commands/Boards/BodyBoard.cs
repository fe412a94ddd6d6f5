using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Solidarity.Commands.Client;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Terminals;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Solidarity.Commands.Boards;

/// <summary>Whose board is asked for, for whom, and as of when.</summary>
/// <param name="Viewer">As requests have it; empty for whoever runs the service.</param>
/// <param name="AsOf">Null for now.</param>
internal sealed record BodyView(string Name, string Viewer, Timestamp? AsOf);

/// <summary>The commands <c>board</c> and <c>watch</c> of one kind of body.</summary>
/// <param name="Noun">The group that they are in: sections.</param>
/// <param name="Example">An id for the examples.</param>
/// <param name="Id">Makes the argument that names the body.</param>
/// <param name="Name">Reads it.</param>
internal sealed record BodyBoard<TBoard, TChanged>(
    string Noun, string Example, Func<Argument<string>> Id, Func<ServiceCall, Argument<string>, string> Name)
    where TBoard : IMessage
    where TChanged : IMessage
{
    public required Func<Services, BodyView, CallOptions, AsyncUnaryCall<TBoard>> Ask { get; init; }

    /// <summary>Takes the position that one has.</summary>
    public required Func<Services, BodyView, long, CallOptions, AsyncServerStreamingCall<TChanged>> Follow
    {
        get; init;
    }

    public required Func<TChanged, (TBoard Board, long Position)> Changed { get; init; }

    /// <summary>A line that says the most, and the rest.</summary>
    public required Func<TBoard, (IRenderable Head, IRenderable Body)> Picture { get; init; }

    /// <summary>Of a board's tables, the one that programs get.</summary>
    public required Func<TBoard, Sheet> Table { get; init; }

    /// <summary>The board in one line.</summary>
    public required Func<TBoard, string> Line { get; init; }

    public Command Board(Frame frame, Wording description)
    {
        var (id, view) = (Id(), new ViewOptions());
        var command = new Command("board", T(description)) { id, view.As, view.AsOf };
        return frame.Asks(command.WithExamples(
            $"{Noun} board {Example}", $"{Noun} board {Example} --as-of 1868-04-02"), async call =>
        {
            var asked = new BodyView(Name(call, id), view.ViewerOf(call), view.AsOfOf(call));
            var board = await call.AskAsync(asked, (body, options) => Ask(call.Services, body, options));
            call.Show(board, () => Table(board), console =>
            {
                var (head, rest) = Picture(board);
                console.Write(new Rows(head, rest));
            });
        });
    }

    public Command Watch(Frame frame, Wording description)
    {
        var (id, view) = (Id(), new ViewOptions());
        var command = new Command("watch", T(description)) { id, view.As };
        return frame.Asks(command.WithExamples($"{Noun} watch {Example}"), async call =>
        {
            var asked = new BodyView(Name(call, id), view.ViewerOf(call), AsOf: null);
            await new Following<TChanged>(
                call, (position, options) => Follow(call.Services, asked, position, options),
                changed => Changed(changed).Position, changed =>
                {
                    var (head, rest) = Picture(Changed(changed).Board);
                    return new LivePicture(head, rest, $"{Noun} board {Names.Short(asked.Name)}");
                },
                changed => Line(Changed(changed).Board),
                changed => JsonText.Write(call.Terminal.Output, changed, oneLine: true)).RunAsync();
        });
    }
}
