using Solidarity.Server.Requests;

namespace Solidarity.Server.Strikes;

/// <summary>Reads how much of a board is asked for: all, or all but the list of aid.</summary>
internal static class BoardViews
{
    private const string Choices = "BOARD_VIEW_FULL, BOARD_VIEW_SUMMARY, or left out for the former";

    public static V1.BoardView Read(this Fields fields, V1.BoardView view) => fields.OneOf<V1.BoardView>(
        "view", view switch
        {
            V1.BoardView.Unspecified or V1.BoardView.Full => V1.BoardView.Full,
            V1.BoardView.Summary => V1.BoardView.Summary,
            _ => null,
        }, Choices);
}
