using System.Text.Json.Serialization.Metadata;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Json;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Transfers;

namespace Solidarity.Domain.Messages;

/// <summary>The JSON of everything that is stored or sent between bodies, written as <see cref="JournalJson"/> says.
/// </summary>
public static class DomainJson
{
    public static JsonTypeInfo<SectionEvent> SectionEvent { get; } =
        JournalJson.Of<SectionEvent>(SectionEventJson.Default);

    public static JsonTypeInfo<SectionCommand> SectionCommand { get; } =
        JournalJson.Of<SectionCommand>(SectionCommandJson.Default);

    public static JsonTypeInfo<Section> Section { get; } = JournalJson.Of<Section>(SectionJson.Default);

    public static JsonTypeInfo<FederationEvent> FederationEvent { get; } =
        JournalJson.Of<FederationEvent>(FederationEventJson.Default);

    public static JsonTypeInfo<FederationCommand> FederationCommand { get; } =
        JournalJson.Of<FederationCommand>(FederationCommandJson.Default);

    public static JsonTypeInfo<Federation> Federation { get; } = JournalJson.Of<Federation>(FederationJson.Default);

    public static JsonTypeInfo<StrikeEvent> StrikeEvent { get; } = JournalJson.Of<StrikeEvent>(StrikeEventJson.Default);

    public static JsonTypeInfo<StrikeCommand> StrikeCommand { get; } =
        JournalJson.Of<StrikeCommand>(StrikeCommandJson.Default);

    public static JsonTypeInfo<Strike> Strike { get; } = JournalJson.Of<Strike>(StrikeJson.Default);

    public static JsonTypeInfo<TransferEvent> TransferEvent { get; } =
        JournalJson.Of<TransferEvent>(TransferEventJson.Default);

    public static JsonTypeInfo<TransferCommand> TransferCommand { get; } =
        JournalJson.Of<TransferCommand>(TransferCommandJson.Default);

    public static JsonTypeInfo<Transfer> Transfer { get; } = JournalJson.Of<Transfer>(TransferJson.Default);

    public static JsonTypeInfo<Refusal> Refusal { get; } = JournalJson.Of<Refusal>(RefusalJson.Default);
}

// One context a union: their nested types share names (each has a Founded), and names within one context must differ.
[JsonSerializable(typeof(SectionEvent))]
internal sealed partial class SectionEventJson : JsonSerializerContext;

[JsonSerializable(typeof(SectionCommand))]
internal sealed partial class SectionCommandJson : JsonSerializerContext;

[JsonSerializable(typeof(Section))]
internal sealed partial class SectionJson : JsonSerializerContext;

[JsonSerializable(typeof(FederationEvent))]
internal sealed partial class FederationEventJson : JsonSerializerContext;

[JsonSerializable(typeof(FederationCommand))]
internal sealed partial class FederationCommandJson : JsonSerializerContext;

[JsonSerializable(typeof(Federation))]
internal sealed partial class FederationJson : JsonSerializerContext;

[JsonSerializable(typeof(StrikeEvent))]
internal sealed partial class StrikeEventJson : JsonSerializerContext;

[JsonSerializable(typeof(StrikeCommand))]
internal sealed partial class StrikeCommandJson : JsonSerializerContext;

[JsonSerializable(typeof(Strike))]
internal sealed partial class StrikeJson : JsonSerializerContext;

[JsonSerializable(typeof(TransferEvent))]
internal sealed partial class TransferEventJson : JsonSerializerContext;

[JsonSerializable(typeof(TransferCommand))]
internal sealed partial class TransferCommandJson : JsonSerializerContext;

[JsonSerializable(typeof(Transfer))]
internal sealed partial class TransferJson : JsonSerializerContext;

[JsonSerializable(typeof(Refusal))]
internal sealed partial class RefusalJson : JsonSerializerContext;
