using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Strikes.Pay;
using Solidarity.Server.Paging;
using Solidarity.Server.Requests;
using Solidarity.Views.Access;
using Solidarity.Views.Boards;
using Solidarity.Views.Worlds;

namespace Solidarity.Server.Strikes;

/// <summary>Writes what a board has beyond answers, money and aid.</summary>
internal static class BoardPartMessages
{
    public static V1.Runway ToWire(this Runway runway) => new()
    {
        Days = runway.Days,
        On = StrikeMessages.Day(runway.On),
        Fund = runway.Fund.ToWire(),
        WeeklyPay = runway.Pay.Weekly.ToWire(),
        Strikers = runway.Pay.Strikers,
        PaidThrough = StrikeMessages.Day(runway.PaidThrough),
    };

    public static V1.BoardDelivery ToWire(this BoardDelivery delivery) => new()
    {
        Relays = delivery.Relays,
        RelayProblems = delivery.RelayProblems,
        Relayed = delivery.Relayed,
        Reached = delivery.Reached,
        Seen = delivery.Seen,
        Silent = delivery.Silent,
        Reminded = delivery.Reminded,
        Warned = delivery.Warned,
        Acknowledged = delivery.Acknowledged,
        Sightings = delivery.Sightings,
    };

    /// <summary>The groups with most givers, in the order that they have.</summary>
    public static IEnumerable<BoardGroup> MostGiving(this ImmutableArray<BoardGroup> groups)
    {
        if (groups.Length <= ServerLimits.BoardGroupsMax)
            return groups;
        var most = groups.OrderByDescending(group => group.Givers).Take(ServerLimits.BoardGroupsMax).ToHashSet();
        return groups.Where(most.Contains);
    }

    /// <param name="field">Of its money, for what is left out.</param>
    public static V1.BoardGroup ToWire(this BoardGroup group, string field, MessageBudget budget)
    {
        var message = new V1.BoardGroup
        {
            Name = group.Name,
            Groups = group.Groups,
            Reached = group.Reached,
            Pledged = group.Answers.Pledged,
            Supported = group.Answers.Supported,
            Declined = group.Answers.Declined,
            Unanswered = group.Answers.Unanswered,
        };
        budget.Omit(field, message.Money.AddMoney(
            [.. group.Totals.Select(row => new BoardMoney(row.Key, row.Value, PaidOut: 0))],
            ServerLimits.RowMoneyMax));
        return message;
    }

    public static V1.BoardGroup Name(BoardGroup group) => new() { Name = group.Name };

    public static V1.MoneyOnTheWay ToWire(this MoneyOnTheWay money, DateTimeOffset at) => new()
    {
        Transfer = ((Address)money.Transfer).ToString(),
        From = money.Aid.From.ToWire(),
        AidId = money.Aid.Id.Value,
        Amount = money.Amount.ToWire(),
        Holder = money.Holder.ToString(),
        SinceTime = money.Since.ToTimestamp(),
        AgeSeconds = Values.AgeSeconds(money.Since, at),
        Stuck = money.Stuck,
    };

    public static V1.BoardTranches ToWire(this BoardTranches tranches) => new()
    {
        From = tranches.Aid.From.ToWire(),
        AidId = tranches.Aid.Id.Value,
        Kind = tranches.Ahead.Kind.ToWire(),
        Each = tranches.Ahead.Each.ToWire(),
        Left = tranches.Ahead.Left,
        NextDueTime = tranches.Ahead.NextDue?.ToTimestamp(),
        EveryDays = tranches.Ahead.EveryDays,
        Missed = tranches.Ahead.Missed,
    };

    public static V1.BoardSupport ToWire(this BoardSupport support) => new()
    {
        Kind = support.Kind.ToWire(),
        Unit = support.Unit,
        Offers = support.Offers,
        Quantity = support.Quantity,
    };

    public static V1.PayRun ToWire(this PayRun run) => new()
    {
        Time = run.At.ToTimestamp(),
        Amount = run.Amount.ToWire(),
        Through = StrikeMessages.Day(run.Through),
        Memo = run.Memo,
    };

    public static V1.CallSending ToWire(this CallWave sending) => new()
    {
        Number = sending.Number,
        Scope = sending.Scope.ToWire(),
        Time = sending.At.ToTimestamp(),
        Cause = sending.Cause.ToWire(),
    };

    /// <summary>The rows of a board's money: of very many currencies those with most received, held and pledged.
    /// </summary>
    /// <returns>How many are left out.</returns>
    public static int AddMoney(
        this RepeatedField<V1.BoardMoney> list, IReadOnlyCollection<BoardMoney> rows, int max)
    {
        IEnumerable<BoardMoney> shown = rows.Count <= max
            ? rows
            : rows.OrderByDescending(row => row.Totals.Received)
                .ThenByDescending(row => row.Totals.Held + row.Totals.InTransit + row.Totals.Pledged)
                .ThenBy(row => row.Currency).Take(max).OrderBy(row => row.Currency);
        list.AddRange(shown.Select(row => row.ToWire()));
        return rows.Count - list.Count;
    }
}
