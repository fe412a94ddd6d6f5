using Solidarity.Domain.Bodies;
using Solidarity.Domain.Sections.OwnStrikes;
using Solidarity.Domain.Strikes;
using Solidarity.Views.Access;

namespace Solidarity.Views.Boards;

/// <summary>A strike in one line.</summary>
/// <param name="Detail">How much of it is shown; of one that shows nothing, what it asks.</param>
/// <param name="Faulty">It cannot be shown: of the strike only the id is known.</param>
public sealed record StrikeRow(
    Strike Strike, Detail Detail, BoardAnswers Answers, ImmutableArray<BoardMoney> Money, BoardCoverage? Coverage,
    int? RunwayDays, bool Faulty = false)
{
    public static StrikeRow Of(VisibleWorld visible, Strike strike, DateTimeOffset at)
    {
        var detail = visible.DetailOf(strike.Section);
        return detail == Detail.Nothing
            ? new StrikeRow(strike, detail, BoardAnswers.None, [], null, null)
            : new StrikeRow(
                strike, detail, StrikeBoard.AnswersOf(strike, visible.World.Counters.Of(strike.Id)),
                StrikeBoard.MoneyOf(strike), StrikeBoard.CoverageOf(strike),
                strike.RunwayOn(DateOnly.FromDateTime(at.UtcDateTime))?.Days);
    }

    /// <summary>Strikes of one list or board, in the order that they come in.</summary>
    internal static IEnumerable<StrikeRow> Of(
        string view, VisibleWorld visible, IEnumerable<StrikeId> strikes, DateTimeOffset at) =>
        Rows.Of(
            view, strikes, id => id.Value, id => Of(visible, visible.World.Strikes.Find(id.Value)!, at),
            id => new StrikeRow(
                Strike.Unopened(id), Detail.Nothing, BoardAnswers.None, [], null, null, Faulty: true));
}
