using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries.Hops;

namespace Solidarity.Domain.Tests.Golden;

/// <summary>
/// Events are the storage format: each has a golden file, and what is in it must be written and read for ever. Fields
/// are added, never renamed or given another meaning.
/// </summary>
public sealed class GoldenTests
{
    /// <summary>Set to 1, the tests write the files of new events instead of missing them. Never of known ones.
    /// </summary>
    private const string WriteVariable = "SOLIDARITY_GOLDEN_WRITE";

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        IndentCharacter = ' ',
        IndentSize = 2,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static TheoryData<string> EventNames => [.. Unions.Events.SelectMany(Unions.Cases).Select(Name)];

    public static TheoryData<string> CommandNames => [.. Unions.Commands.SelectMany(Unions.Cases).Select(Name)];

    [Theory]
    [MemberData(nameof(EventNames))]
    public void An_event_is_stored_as_its_golden_file_says(string name)
    {
        var @case = Case(Unions.Events, name);
        var stored = Unions.NameOf(@case);
        stored.ShouldNotBeNull($"{name} has no JsonDerivedType");
        stored.ShouldMatch(@"^[a-z]+\.[a-z-]+\.v[0-9]+$");
        var json = Unions.Json(Samples.Of(@case));
        CompareWithFile(stored, Indented(json));
        Unions.Again(json).ShouldBe(json);
    }

    [Theory]
    [InlineData(typeof(Purpose.ToStrikeFund))]
    [InlineData(typeof(Purpose.ToLender))]
    [InlineData(typeof(Purpose.ToDonor))]
    public void Every_delivery_is_stored_as_its_golden_file_says(Type @case)
    {
        var begun = (TransferEvent.Begun)Samples.Of(typeof(TransferEvent.Begun)) with
        {
            Delivery = (Purpose)Samples.Of(@case),
        };
        CompareWithFile($"transfer.begun.v1.{Unions.NameOf(@case)}", Indented(Unions.Json(begun)));
    }

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void A_command_has_a_name_and_survives_its_json(string name)
    {
        var @case = Case(Unions.Commands, name);
        var sent = Unions.NameOf(@case);
        sent.ShouldNotBeNull($"{name} has no JsonDerivedType");
        Unions.Json(Samples.Of(@case)).ShouldContain($"\"command\":\"{sent}\"");
    }

    [Fact]
    public void No_two_cases_of_a_union_share_a_name()
    {
        foreach (var union in Unions.Events.Concat(Unions.Commands))
            Unions.Cases(union).Select(Unions.NameOf).ShouldBeUnique();
        Unions.Events.SelectMany(Unions.Cases).Select(Unions.NameOf).ShouldBeUnique();
    }

    [Theory]
    [MemberData(nameof(EventNames))]
    public void An_event_is_folded_and_told_by_an_arm_of_its_own(string name)
    {
        var sample = Samples.Of(Case(Unions.Events, name));
        ShouldBeHandled(() => Unions.Evolve(sample));
        ShouldBeHandled(() => Unions.Tell(sample));
    }

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void A_command_is_decided_by_an_arm_of_its_own(string name)
    {
        var @case = Case(Unions.Commands, name);
        if (@case != typeof(TransferCommand.PlanRoute))
            ShouldBeHandled(() => Unions.Decide(Samples.Of(@case)));
        else
            Should.Throw<UnreachableException>(() => Unions.Decide(Samples.Of(@case)));
    }

    [Fact]
    public void No_golden_file_is_left_over()
    {
        var known = Unions.Events.SelectMany(Unions.Cases).Select(Unions.NameOf)
            .Concat(["transfer.begun.v1.strike-fund", "transfer.begun.v1.lender", "transfer.begun.v1.donor"]);
        Directory.GetFiles(Folder(), "*.json").Select(Path.GetFileNameWithoutExtension)
            .ShouldBe(known, ignoreOrder: true);
    }

    // The sample need not fit the state: what an arm makes of it is tested elsewhere, only that there is one here.
    private static void ShouldBeHandled(Action act)
    {
        var thrown = Record.Exception(act);
        thrown.ShouldNotBeOfType<UnreachableException>();
        thrown.ShouldNotBeOfType<InvalidCastException>();
    }

    private static void CompareWithFile(string name, string json)
    {
        var path = Path.Combine(Folder(), name + ".json");
        if (!File.Exists(path) && Environment.GetEnvironmentVariable(WriteVariable) == "1")
            File.WriteAllText(path, json);
        File.Exists(path).ShouldBeTrue($"{name} has no golden file; write it with {WriteVariable}=1");
        json.ShouldBe(File.ReadAllText(path));
    }

    private static string Indented(string json)
    {
        using var document = JsonDocument.Parse(json);
        return JsonSerializer.Serialize(document.RootElement, Readable) + "\n";
    }

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;

    private static string Name(Type @case) => $"{@case.DeclaringType!.Name}.{@case.Name}";

    private static Type Case(Type[] unions, string name) =>
        unions.SelectMany(Unions.Cases).Single(c => Name(c) == name);
}
