using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Solidarity.Domain.Json;

namespace Solidarity.Domain.Pay;

/// <summary>A worked week of an example.</summary>
/// <param name="Week">Of the strike, from 1. Weeks that are left out between two were not struck by this striker.
/// </param>
/// <param name="PaidMinor">To each.</param>
/// <param name="Why">How the sum comes about, worked out by hand.</param>
public sealed record WorkedWeek(int Week, long PaidMinor, string Why, StrikerWeek? Did = null);

/// <summary>A striker of an example, and what the rules pay.</summary>
public sealed record WorkedStriker(string Token, Striker Who, ImmutableArray<WorkedWeek> Weeks);

/// <summary>An example of pay rules, worked out by hand.</summary>
public sealed record WorkedExample(StrikeCourse Strike, ImmutableArray<WorkedStriker> Strikers);

/// <summary>A ready-made set of pay rules by its name, with examples: a file of seeds/statutes.</summary>
public sealed record PayRulesFile(PayRules PayRules, ImmutableArray<WorkedExample> Examples)
{
    private const string Folder = "statutes/";
    private const string Ending = ".json";

    private static readonly Assembly Here = typeof(PayRulesFile).Assembly;

    /// <summary>The JSON of pay rules alone, as they stand in statutes.</summary>
    public static JsonTypeInfo<PayRules> RulesJson { get; } = JournalJson.Of<PayRules>(PayRulesJson.Default);

    public static JsonTypeInfo<PayRulesFile> FileJson { get; } = JournalJson.Of<PayRulesFile>(PayRulesJson.Default);

    /// <summary>The names of all that are built in, in their order.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        .. Here.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name => name[Folder.Length..^Ending.Length]).Order(StringComparer.Ordinal),
    ];

    /// <summary>One that is built in; null where none has this name.</summary>
    public static PayRulesFile? Find(string name)
    {
        if (!Names.Contains(name, StringComparer.Ordinal))
            return null;
        using var stream = Here.GetManifestResourceStream($"{Folder}{name}{Ending}")!;
        return JsonSerializer.Deserialize(stream, FileJson);
    }
}

[JsonSerializable(typeof(PayRulesFile))]
internal sealed partial class PayRulesJson : JsonSerializerContext;
