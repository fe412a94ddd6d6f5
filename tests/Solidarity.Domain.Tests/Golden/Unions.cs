using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Messages;
using Solidarity.Domain.Notices;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Notices;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Strikes.Lifecycle;
using Solidarity.Domain.Tests.Kit;
using Solidarity.Domain.Transfers;
using Solidarity.Domain.Treasuries;

namespace Solidarity.Domain.Tests.Golden;

/// <summary>The unions of events, commands and deliveries, with all their cases.</summary>
internal static class Unions
{
    public static readonly Type[] Events =
    [
        typeof(SectionEvent), typeof(FederationEvent), typeof(StrikeEvent), typeof(TransferEvent),
        typeof(TreasuryEvent), typeof(NoticeEvent),
    ];

    public static readonly Type[] Commands =
    [
        typeof(SectionCommand), typeof(FederationCommand), typeof(StrikeCommand), typeof(TransferCommand),
        typeof(TreasuryCommand), typeof(NoticeCommand),
    ];

    /// <summary>All cases of a union, whichever of its subjects they belong to.</summary>
    public static IEnumerable<Type> Cases(Type union) => union.Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(union) && !type.IsAbstract);

    /// <summary>The name that the case has in JSON, or null where it has none. The union's base has it, or the
    /// base of its subject.</summary>
    public static string? NameOf(Type @case)
    {
        var names = new List<string>();
        for (var type = @case.BaseType; type is not null; type = type.BaseType)
            names.AddRange(type.GetCustomAttributes<JsonDerivedTypeAttribute>(inherit: false)
                .Where(derived => derived.DerivedType == @case).Select(derived => derived.TypeDiscriminator)
                .OfType<string>());
        return names.SingleOrDefault();
    }

    /// <summary>The JSON of a value as it is stored or sent; what belongs to a treasury, or to notices, as its
    /// section's.</summary>
    public static string Json(object value) => value switch
    {
        SectionEvent e => Json(e, DomainJson.SectionEvent),
        FederationEvent e => Json(e, DomainJson.FederationEvent),
        StrikeEvent e => Json(e, DomainJson.StrikeEvent),
        TransferEvent e => Json(e, DomainJson.TransferEvent),
        TreasuryEvent e => Json(new OwnTreasuryEvent.OfTreasury(e), DomainJson.SectionEvent),
        NoticeEvent e => Json(new OwnNoticesEvent.OfNotices(e), DomainJson.SectionEvent),
        SectionCommand c => Json(c, DomainJson.SectionCommand),
        FederationCommand c => Json(c, DomainJson.FederationCommand),
        StrikeCommand c => Json(c, DomainJson.StrikeCommand),
        TransferCommand c => Json(c, DomainJson.TransferCommand),
        TreasuryCommand c => Json(new OwnTreasuryCommand.ToTreasury(c), DomainJson.SectionCommand),
        NoticeCommand c => Json(new OwnNoticesCommand.ToNotices(c), DomainJson.SectionCommand),
        _ => throw new ArgumentException($"{value.GetType().Name} is neither event nor command", nameof(value)),
    };

    /// <summary>Reads an event and writes it again.</summary>
    public static string Again(string json) => json.Split('"')[3].Split('.')[0] switch
    {
        "section" => Json(JsonSerializer.Deserialize(json, DomainJson.SectionEvent)!),
        "federation" => Json(JsonSerializer.Deserialize(json, DomainJson.FederationEvent)!),
        "strike" => Json(JsonSerializer.Deserialize(json, DomainJson.StrikeEvent)!),
        "transfer" => Json(JsonSerializer.Deserialize(json, DomainJson.TransferEvent)!),
        var other => throw new ArgumentException($"no events of {other}", nameof(json)),
    };

    /// <summary>Folds the event into a body that lives.</summary>
    public static void Evolve(object @event)
    {
        switch (@event)
        {
            case SectionEvent e: Section.Evolve(Section, e); break;
            case FederationEvent e: Federation.Evolve(AFederation, e); break;
            case StrikeEvent e: Strike.Evolve(AStrike, e); break;
            case TransferEvent e: Transfer.Evolve(ATransfer, e); break;
            case TreasuryEvent e: Treasury.Evolve(Treasury.Empty, e); break;
            case NoticeEvent e: NoticeRules.Evolve(null, e); break;
            default: throw new ArgumentException("no event", nameof(@event));
        }
    }

    public static void Tell(object @event) => _ = (@event switch
    {
        SectionEvent e => SectionOutbox.Of(e, Section),
        FederationEvent e => FederationOutbox.Of(AFederation, e, AFederation),
        StrikeEvent e => StrikeOutbox.Of(e, AStrike),
        TransferEvent e => TransferOutbox.Of(ATransfer, e, ATransfer),
        TreasuryEvent e => TreasuryOutbox.Of(Sample.Printers, e),
        NoticeEvent => [],
        _ => throw new ArgumentException("no event", nameof(@event)),
    }).ToList();

    public static void Decide(object command) => _ = command switch
    {
        SectionCommand c => SectionDecider.Decide(Section, c, Sample.Noon).Refusal,
        FederationCommand c => FederationDecider.Decide(AFederation, c, Sample.Noon).Refusal,
        StrikeCommand c => StrikeDecider.Decide(AStrike, c, Sample.Noon).Refusal,
        TransferCommand c => TransferDecider.Decide(ATransfer, c, Sample.Noon).Refusal,
        NoticeCommand c => NoticeRules.Decide(Sample.Printers, null, c, Sample.Noon).Refusal,
        TreasuryCommand c => TreasuryDecider.Decide(Sample.Printers, Treasury.Empty, c, Sample.Noon).Refusal,
        _ => throw new ArgumentException("no command", nameof(command)),
    };

    private static Section Section => Sample.PrintersWithCall.State;

    private static Federation AFederation => Scenarios.Federation(Sample.Romande).After(Sample.FoundFederation).State;

    private static Strike AStrike => Scenarios.Strike(Sample.Lockout)
        .After(new LifecycleCommand.Open(Sample.Builders, Sample.Facts)).State;

    private static Transfer ATransfer => Scenarios.Transfer(Sample.Way)
        .After(new TransferCommand.Begin(Sample.Printers, Sample.Francs(100), Sample.ToFund())).State;

    private static string Json<T>(T value, JsonTypeInfo<T> json)
    {
        var text = JsonSerializer.Serialize(value, json);
        var again = JsonSerializer.Serialize(JsonSerializer.Deserialize(text, json)!, json);
        again.ShouldBe(text);
        return text;
    }
}
