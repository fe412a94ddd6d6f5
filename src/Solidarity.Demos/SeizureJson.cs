using System.Text.Json;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sums;
using Solidarity.Commands.Terminals;
using Solidarity.Grains.Audit;

namespace Solidarity.Demos;

/// <summary>A seizure's report for programs.</summary>
internal static class SeizureJson
{
    public static void Write(TextWriter output, SeizureReport report) => JsonText.Write(output, json =>
    {
        var found = report.Found;
        json.WriteStartObject();
        json.WriteNumber("sections", report.Size.Sections);
        json.WriteNumber("federations", SeizurePlan.Federations);
        json.WriteString("hub", SeizurePlan.Hub);
        json.WriteBoolean("freed", report.Size.Freed);
        WriteArray(json, "phases", report.Phases, phase => WritePhase(json, phase));
        WriteTransfers(json, "whileSeized", found.Seized, found.SeizedClaims);
        WriteTransfers(json, "atTheEnd", found.Transfers, found.Claims);
        json.WriteStartObject("board");
        SumJson.WriteCurrency(json, SeizurePlan.Home.Code, SeizurePlan.Home.UnitsPerMajor);
        json.WriteNumber("receivedMinor", found.ReceivedMinor);
        json.WriteNumber("fundMinor", found.FundMinor);
        WriteSums(json, "onItsWay", found.OnItsWay);
        WriteSums(json, "promised", found.Promised);
        json.WriteNumber("boardsSeen", found.Boards);
        json.WriteEndObject();
        WriteArray(json, "books", report.Audit.Totals, totals => WriteBook(json, totals));
        WriteStory(json, found.Story);
        json.WriteStartObject("journal");
        json.WriteNumber("entries", report.Audit.Entries);
        json.WriteString("data", report.Data);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private static void WritePhase(Utf8JsonWriter json, StormPhase phase)
    {
        json.WriteStartObject();
        json.WriteString("name", phase.Name);
        json.WriteNumber("count", phase.Count);
        json.WriteString("what", phase.What);
        json.WriteNumber("seconds", Math.Round(phase.Seconds, 3));
        json.WriteNumber("entries", phase.Entries);
        json.WriteEndObject();
    }

    private static void WriteTransfers(
        Utf8JsonWriter json, string name, SeizureTransfers transfers, IReadOnlyCollection<V1.Claim> claims)
    {
        json.WriteStartObject(name);
        json.WriteNumber("settled", transfers.Settled);
        json.WriteNumber("returned", transfers.Returned);
        json.WriteNumber("stuck", transfers.StuckCount);
        WriteArray(json, "ways", transfers.Ways, way =>
        {
            json.WriteStartObject();
            json.WriteString("way", EnumText.Of(way.Way));
            json.WriteNumber("transfers", way.Transfers);
            SumJson.WriteCurrency(json, SeizurePlan.Home.Code, SeizurePlan.Home.UnitsPerMajor);
            json.WriteNumber("arrivedMinor", way.ArrivedMinor);
            WriteSums(json, "fees", way.Fees);
            json.WriteEndObject();
        });
        WriteArray(json, "stuckAt", transfers.Stuck, stuck =>
        {
            json.WriteStartObject();
            json.WriteString("holder", stuck.Holder);
            json.WriteNumber("transfers", stuck.Transfers);
            WriteSums(json, "sums", stuck.Sums);
            json.WriteEndObject();
        });
        json.WriteNumber("claimsToConfirm", claims.Count(claim => claim.Kind == V1.ClaimKind.ToConfirm));
        json.WriteNumber("claimsWithoutWord", claims.Count(claim => claim.Kind == V1.ClaimKind.WithoutWord));
        WriteSums(json, "fees", transfers.Fees);
        json.WriteEndObject();
    }

    private static void WriteBook(Utf8JsonWriter json, CurrencyTotals totals)
    {
        json.WriteStartObject();
        SumJson.WriteCurrency(json, totals.Currency.Code, totals.Currency.UnitsPerMajor);
        SumJson.WriteMinor(json, "deposits", totals.Deposits);
        SumJson.WriteMinor(json, "fees", totals.Payouts);
        SumJson.WriteMinor(json, "exchanged", totals.Exchanged);
        SumJson.WriteMinor(json, "held", totals.Held);
        SumJson.WriteMinor(json, "difference", totals.Difference);
        json.WriteEndObject();
    }

    private static void WriteStory(Utf8JsonWriter json, SeizureStory? story)
    {
        if (story is null)
        {
            json.WriteNull("story");
            return;
        }
        json.WriteStartObject("story");
        json.WriteString("transfer", story.Transfer.Name);
        json.WriteString("from", story.Transfer.Source);
        MessageJson.WriteArray(json, "steps", story.Steps);
        json.WriteEndObject();
    }

    private static void WriteSums(Utf8JsonWriter json, string name, IEnumerable<V1.Money> sums) =>
        MessageJson.WriteArray(json, name, sums);

    private static void WriteArray<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
            write(item);
        json.WriteEndArray();
    }
}
