using System.Text.Json;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Terminals;
using Solidarity.Domain.Money;

namespace Solidarity.Commands.Boards;

/// <summary>
/// Boards for programs: <c>{"strikes":[…]}</c>, keys always there and always in this order, money in minor units, an
/// unknown sum null. The same boards are the same bytes. What has come since the first keys stands behind them, in the
/// form that all other messages have.
/// </summary>
internal static class BoardJson
{
    private const string StrikePrefix = "strikes/";

    /// <param name="whole">With what the boards have beyond answers, money and aid, behind these.</param>
    public static void Write(TextWriter writer, IEnumerable<V1.Board> boards, bool whole) =>
        JsonText.Write(writer, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("strikes");
            foreach (var board in boards)
                WriteStrike(json, board, whole);
            json.WriteEndArray();
            json.WriteEndObject();
        });

    /// <summary>By the day on which the strike began, then by id.</summary>
    public static IEnumerable<V1.Board> InOrder(IEnumerable<V1.Board> boards) => boards
        .OrderBy(board => board.Facts?.Start ?? "", StringComparer.Ordinal)
        .ThenBy(board => board.Name, StringComparer.Ordinal);

    /// <summary>One strike of <c>strikes</c>.</summary>
    public static void WriteStrike(Utf8JsonWriter json, V1.Board board, bool whole)
    {
        var answers = board.Answers ?? new V1.BoardAnswers();
        json.WriteStartObject();
        json.WriteString("id", IdOf(board));
        json.WriteString("state", EnumText.Of(board.State));
        JsonText.Write(json, "call", new JsonFields { ["reached"] = answers.Reached });
        var counts = new JsonFields
        {
            ["pledged"] = answers.Pledged,
            ["declined"] = answers.Declined,
            ["unanswered"] = answers.Unanswered,
        };
        if (whole)
            counts.Add("supported", answers.Supported);
        JsonText.Write(json, "answers", counts);
        JsonText.Write(json, "money", board.Money.Select(Money));
        JsonText.Write(json, "aid", board.Aid.Select(Aid));
        if (whole)
            foreach (var field in V1.Board.Descriptor.Fields.InDeclarationOrder())
                if (field.FieldNumber is V1.Board.CoverageFieldNumber or >= V1.Board.TimeFieldNumber)
                    MessageJson.WriteProperty(json, board, field);
        json.WriteEndObject();
    }

    private static string IdOf(V1.Board board) =>
        board.Name.StartsWith(StrikePrefix, StringComparison.Ordinal) ? board.Name[StrikePrefix.Length..] : board.Name;

    /// <summary>One currency of <c>money</c>.</summary>
    public static JsonFields Money(V1.BoardMoney money) => new JsonFields
    {
        ["currency"] = money.Currency?.CurrencyCode,
        ["units"] = money.Currency?.UnitsPerMajor,
        ["pledged"] = Total.ShownMinor(money.PledgedMinorUnits),
        ["held"] = Total.ShownMinor(money.HeldMinorUnits),
        ["inTransit"] = Total.ShownMinor(money.InTransitMinorUnits),
        ["received"] = Total.ShownMinor(money.ReceivedMinorUnits),
        ["gifts"] = Total.ShownMinor(money.GiftsMinorUnits),
        ["loans"] = Total.ShownMinor(money.LoansMinorUnits),
        ["paidOut"] = Total.ShownMinor(money.PaidOutMinorUnits),
        ["returned"] = Total.ShownMinor(money.ReturnedMinorUnits),
        ["passedOn"] = Total.ShownMinor(money.PassedOnMinorUnits),
        ["repaid"] = Total.ShownMinor(money.RepaidMinorUnits),
        ["kept"] = Total.ShownMinor(money.KeptMinorUnits),
    };

    private static JsonFields Aid(V1.BoardAid aid)
    {
        // One of the two is null: a giver outside is never taken for a body of the same name.
        var isBody = aid.From?.PartyCase == V1.Party.PartyOneofCase.Body;
        return new JsonFields
        {
            ["id"] = aid.AidId,
            ["from"] = isBody ? aid.From!.Body : null,
            ["giver"] = isBody ? null : aid.From?.RecordedName ?? "",
            ["kind"] = EnumText.Of(aid.Kind),
            ["state"] = EnumText.Of(aid.State),
            ["currency"] = aid.Amount?.CurrencyCode,
            ["units"] = aid.Amount?.UnitsPerMajor,
            ["minor"] = aid.Amount is { } amount ? Total.ShownMinor(amount.MinorUnits) : (long?)null,
        };
    }
}
