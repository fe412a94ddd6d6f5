using System.Collections;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Solidarity.Server.Tests.Extremes;
using Solidarity.Server.Tests.Hosting;
using static Solidarity.Server.Tests.Hosting.Story;

namespace Solidarity.Server.Tests.Boards;

/// <summary>
/// Every question of the API, asked by somebody who shares no federation with anybody, in a world where no section has
/// said what it shows. The questions are read from the descriptors that the protos generate, so a new one is in it.
/// </summary>
public sealed partial class StrangerTests
{
    private const string Far = "sections/far";

    // What is asked, by the striking section and by the question itself, and what carriers offer.
    private static readonly HashSet<string> Told =
    [
        "Call.need", "StrikeRow.need", "FederationMoney.asked_minor_units", "Corridor.terms", "QuoteTransferResponse",
        "PlanRoutesResponse",
    ];

    private static readonly ApiMethod[] Questions =
        [.. ApiMethod.All.Where(method => method.Descriptor.InputType.FindFieldByName("request_id") is null)];

    [Theory]
    [InlineData("public")]
    [InlineData(Far)]
    public async Task No_question_of_a_stranger_is_answered_with_a_sum_a_balance_or_a_runway(string viewer)
    {
        await using var server = await BegunAsync();
        (await AskAllAsync(server, viewer)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_runs_the_service_is_answered_with_all_that_strangers_are_not()
    {
        await using var server = await BegunAsync();
        var found = await AskAllAsync(server, viewer: "");
        foreach (var question in (string[])[
            "GetBoard", "ListBoards", "WatchBoard", "GetGraph", "WatchGraph", "ListFlows", "GetFederationBoard",
            "WatchFederationBoard", "GetSectionBoard", "WatchSectionBoard", "GetBalances", "GetStatement", "ListAid",
            "ListPledges", "ListLoans", "ListTransfers", "GetTransfer", "ListCollections", "ListHandOvers",
            "GetCarriage", "ListCorridors"])
            found.ShouldContain(sum => sum.Contains($".{question}:", StringComparison.Ordinal), question);
    }

    private static async Task<List<string>> AskAllAsync(TestServer server, string viewer)
    {
        var playground = await Playground.SettleAsync(server);
        await server.FoundSectionAsync("far", "CH", Chf);
        await server.OpenAsync(
            Playground.Stranger, Joiners, terms: new() { CapacityMinorUnits = 77_000, PeriodDays = 7 });
        await server.Corridors.SetPassingLimitAsync(new()
        {
            RequestId = server.NewId(),
            Body = Playground.Stranger,
            Currency = Chf,
            MaxMinorUnits = 1_000_00,
        });
        // Strike pay has a rate, so there is a runway to tell.
        await server.Strikes.PayStrikePayAsync(new()
        {
            RequestId = server.NewId(),
            Section = Masons,
            Strike = Strike,
            Amount = Francs(1),
            Through = "1868-03-30",
        });
        await server.QuietAsync();
        var found = new List<string>();
        foreach (var method in Questions)
        {
            var request = playground.SoundOf(method.Descriptor);
            method.Descriptor.InputType.FindFieldByName("viewer")?.Accessor.SetValue(request, viewer);
            var answer = await method.AskAsync(
                server.Channel.CreateCallInvoker(), request.ToByteArray(), TestServer.Deadline());
            answer.Code.ShouldBeOneOf(
                [StatusCode.OK, StatusCode.PermissionDenied, StatusCode.FailedPrecondition, StatusCode.NotFound]);
            if (answer.Response is { } response)
                found.AddRange(SumsIn(response).Select(sum => $"{method.Name}: {sum}"));
            if (Sum().IsMatch(answer.Message))
                found.Add($"{method.Name}: {answer.Message}");
        }
        return found;
    }

    // Whatever tells how much money there is or how long it lasts, and is not nothing.
    private static IEnumerable<string> SumsIn(IMessage message)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            var (name, value) = ($"{message.Descriptor.Name}.{field.Name}", field.Accessor.GetValue(message));
            if (Told.Contains(name) || Told.Contains(message.Descriptor.Name) || value is null)
                continue;
            if (IsFigure(field) && value is not 0 and not 0L)
                yield return $"{name} = {value}";
            var items = value is IList list ? list.Cast<object>() : [value];
            foreach (var item in items)
                if (item is IMessage part)
                    foreach (var sum in SumsIn(part))
                        yield return sum;
                else if (item is string text && Sum().IsMatch(text))
                    yield return $"{name} = {text}";
        }
    }

    private static bool IsFigure(FieldDescriptor field) =>
        field.Name.EndsWith("minor_units", StringComparison.Ordinal)
        || field.Name.Contains("runway", StringComparison.Ordinal)
        || field.Name is "share_per_mille" or "coverage";

    [GeneratedRegex(@"\d[.,]\d\d [A-Z]{3}")]
    private static partial Regex Sum();
}
