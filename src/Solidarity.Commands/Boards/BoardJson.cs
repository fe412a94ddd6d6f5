using System.Text.Json;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sums;
using Solidarity.Commands.Terminals;

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
        json.WriteStartObject();
        json.WriteString("id", IdOf(board));
        json.WriteString("state", EnumText.Of(board.State));
        json.WriteStartObject("call");
        json.WriteNumber("reached", board.Answers?.Reached ?? 0);
        json.WriteEndObject();
        json.WriteStartObject("answers");
        json.WriteNumber("pledged", board.Answers?.Pledged ?? 0);
        json.WriteNumber("declined", board.Answers?.Declined ?? 0);
        json.WriteNumber("unanswered", board.Answers?.Unanswered ?? 0);
        if (whole)
            json.WriteNumber("supported", board.Answers?.Supported ?? 0);
        json.WriteEndObject();
        json.WriteStartArray("money");
        foreach (var money in board.Money)
            WriteMoney(json, money);
        json.WriteEndArray();
        json.WriteStartArray("aid");
        foreach (var aid in board.Aid)
            WriteAid(json, aid);
        json.WriteEndArray();
        if (whole)
            foreach (var field in V1.Board.Descriptor.Fields.InDeclarationOrder())
                if (field.FieldNumber is V1.Board.CoverageFieldNumber or >= V1.Board.TimeFieldNumber)
                    MessageJson.WriteProperty(json, board, field);
        json.WriteEndObject();
    }

    private static string IdOf(V1.Board board) =>
        board.Name.StartsWith(StrikePrefix, StringComparison.Ordinal) ? board.Name[StrikePrefix.Length..] : board.Name;

    private static void WriteMoney(Utf8JsonWriter json, V1.BoardMoney money)
    {
        json.WriteStartObject();
        SumJson.WriteCurrency(json, money.Currency);
        SumJson.WriteMinor(json, "pledged", money.PledgedMinorUnits);
        SumJson.WriteMinor(json, "held", money.HeldMinorUnits);
        SumJson.WriteMinor(json, "inTransit", money.InTransitMinorUnits);
        SumJson.WriteMinor(json, "received", money.ReceivedMinorUnits);
        SumJson.WriteMinor(json, "gifts", money.GiftsMinorUnits);
        SumJson.WriteMinor(json, "loans", money.LoansMinorUnits);
        SumJson.WriteMinor(json, "paidOut", money.PaidOutMinorUnits);
        json.WriteEndObject();
    }

    private static void WriteAid(Utf8JsonWriter json, V1.BoardAid aid)
    {
        json.WriteStartObject();
        json.WriteString("id", aid.AidId);
        // One of the two is null: a giver outside is never taken for a body of the same name.
        var isBody = aid.From?.PartyCase == V1.Party.PartyOneofCase.Body;
        json.WriteString("from", isBody ? aid.From!.Body : null);
        json.WriteString("giver", isBody ? null : aid.From?.RecordedName ?? "");
        json.WriteString("kind", EnumText.Of(aid.Kind));
        json.WriteString("state", EnumText.Of(aid.State));
        SumJson.Write(json, aid.Amount);
        json.WriteEndObject();
    }
}
