using Solidarity.Server.Requests;

namespace Solidarity.Server.Strikes;

/// <summary>How much of a board is asked for.</summary>
internal enum BoardExtent
{
    Full,

    /// <summary>Without the list of aid.</summary>
    Summary,
}

internal static class BoardExtents
{
    private const string Choices = "BOARD_VIEW_FULL, BOARD_VIEW_SUMMARY, or left out for the former";

    public static BoardExtent Read(this Fields fields, V1.BoardView view) => fields.OneOf<BoardExtent>(
        "view", view switch
        {
            V1.BoardView.Unspecified or V1.BoardView.Full => BoardExtent.Full,
            V1.BoardView.Summary => BoardExtent.Summary,
            _ => null,
        }, Choices);
}
