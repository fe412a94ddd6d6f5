using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Sums;
using Spectre.Console.Rendering;

namespace Solidarity.Commands.Boards;

/// <summary>What a board has beyond answers, money and aid: only what there is.</summary>
internal static class BoardDetails
{
    // The most that the service says; it stands for all that is more, too.
    private const int RunwayDaysMax = 36_500;

    public static string Days(int days) => days >= RunwayDaysMax
        ? T($"{RunwayDaysMax} days or more")
        : T(Wording.Count(days, $"{days} day", $"{days} days"));

    public static IEnumerable<string> Facts(V1.Board board)
    {
        if (board.AnswerByTime is { } until)
            yield return T($"this wave ends {Moments.Minute(until)}");
        if (board.Answers is { Supported: > 0 } answers)
            yield return T($"with something else than money: {answers.Supported}");
        foreach (var money in board.Money)
            if (LeftFund(money) is { Length: > 0 } left)
                yield return T($"out of the fund when it was over: {left}");
        if (board.Delivery is { } delivery)
            foreach (var line in Delivery(delivery))
                yield return line;
        foreach (var support in board.Support)
            yield return Support(support);
        if (board.Detail is not (V1.Detail.Books or V1.Detail.Unspecified))
            yield return T($"shown: {Shown(board.Detail)}");
    }

    public static IEnumerable<IRenderable> Tables(V1.Board board)
    {
        // One alone says nothing that the totals do not.
        if (board.Countries.Count > 1)
            yield return Groups("Country~", T("not known"), board.Countries);
        if (board.Federations.Count > 1)
            yield return Groups("Federation~", T("in none"), board.Federations);
        if (board.OnTheWay.Count > 0)
            yield return OnTheWay(board);
        if (board.Tranches.Count > 0)
            yield return Tranches(board);
        if (board.PayRuns.Count > 0)
            yield return PayRuns(board);
    }

    /// <summary>One line, or none.</summary>
    public static IEnumerable<string> Runway(V1.Board board) => board.Runway is { } runway ? [Runway(runway)] : [];

    private static string LeftFund(V1.BoardMoney money)
    {
        (long Minor, Func<string, Wording> Of)[] uses =
        [
            (money.ReturnedMinorUnits, sum => $"{sum} returned"),
            (money.PassedOnMinorUnits, sum => $"{sum} passed on"),
            (money.RepaidMinorUnits, sum => $"{sum} repaid"),
            (money.KeptMinorUnits, sum => $"{sum} kept"),
        ];
        return string.Join(", ", uses.Where(use => use.Minor != 0)
            .Select(use => T(use.Of(SumText.Of(use.Minor, money.Currency)))));
    }

    private static string Runway(V1.Runway runway) => T(
        $"runway: {Days(runway.Days)} from {Moments.Day(runway.On)}, on {SumText.Of(runway.Fund)} in the fund "
        + $"(arrived money only), {SumText.Of(runway.WeeklyPay)} a week to each of {runway.Strikers}, "
        + $"paid through {Moments.Day(runway.PaidThrough)}");

    private static IEnumerable<string> Delivery(V1.BoardDelivery delivery)
    {
        if (delivery.Relays > 0)
            yield return delivery.RelayProblems > 0
                ? T($"federations that relayed it: {delivery.Relays}, with a problem: {delivery.RelayProblems}")
                : T($"federations that relayed it: {delivery.Relays}");
        if (delivery.Reached > 0)
            yield return T($"sections that have it: {delivery.Reached}, seen: {delivery.Seen}, "
                + $"silent: {delivery.Silent}, reminded: {delivery.Reminded}");
        if (delivery.Warned > 0)
            yield return T($"sections warned: {delivery.Warned}, taken note: {delivery.Acknowledged}, "
                + $"sightings: {delivery.Sightings}");
    }

    private static string Support(V1.BoardSupport support)
    {
        var quantity = support.Quantity > 0 ? $", {support.Quantity} {support.Unit}" : "";
        var offers = Wording.Count(support.Offers, $"{support.Offers} offer", $"{support.Offers} offers");
        return $"{EnumText.Plain(support.Kind)}: {offers}{quantity}";
    }

    private static string Shown(V1.Detail detail) => detail switch
    {
        V1.Detail.Nothing => T("only what it asks; its section shows no more to this viewer"),
        V1.Detail.Totals => T("sums and counts; its section shows no more to this viewer"),
        V1.Detail.Breakdown => T("no single givers; its section shows no more to this viewer"),
        _ => EnumText.Plain(detail),
    };

    private static Sheet Groups(Heading heading, string unnamed, IEnumerable<V1.BoardGroup> groups) => Sheet.Of(
        groups, [heading, "Reached>", "Pledged>", "Other>", "Declined>", "On its way>", "Received>"], group =>
        [
            group.Name.Length == 0 ? unnamed : group.Groups > 1 ? $"{group.Name} ({group.Groups})" : group.Name,
            $"{group.Reached}", $"{group.Pledged}", $"{group.Supported}", $"{group.Declined}",
            Sums(group, money => Totals.Of(money.HeldMinorUnits, money.InTransitMinorUnits)),
            Sums(group, money => money.ReceivedMinorUnits),
        ]);

    private static string Sums(V1.BoardGroup group, Func<V1.BoardMoney, long> sum) => string.Join(
        ", ", group.Money.Where(money => sum(money) != 0).Select(money => SumText.Of(sum(money), money.Currency)));

    private static Sheet OnTheWay(V1.Board board) =>
        Sheet.Of(board.OnTheWay, ["On the way from~", "Sum>", "Where it is~", "Since", "Age>"], money =>
        [
            Parties.Short(money.From), SumText.Of(money.Amount),
            money.Stuck ? T($"{money.Holder}, stuck") : money.Holder, Moments.Minute(money.SinceTime),
            Moments.Age(money.AgeSeconds),
        ]);

    private static Sheet Tranches(V1.Board board) =>
        Sheet.Of(board.Tranches, ["Tranches from~", "Each>", "Left>", "Missed>", "Next", "Every>"], tranches =>
        [
            Parties.Short(tranches.From), SumText.Of(tranches.Each), $"{tranches.Left}", $"{tranches.Missed}",
            Moments.Minute(tranches.NextDueTime), Days(tranches.EveryDays),
        ]);

    private static Sheet PayRuns(V1.Board board) =>
        Sheet.Of(board.PayRuns, ["Strike pay", "Sum>", "Through", "Memo~"], run =>
        [
            Moments.Minute(run.Time), SumText.Of(run.Amount), Moments.Day(run.Through), run.Memo,
        ]);
}
