using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Configuration;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Json;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Strikes;
using Solidarity.Domain.Transfers;
using Solidarity.Storage;

namespace Solidarity.Grains.Hosting;

/// <summary>How what grains are asked, and what they answer, travels. Within a silo it is handed over as it is: all of
/// it is immutable. Between silos it goes as JSON, in the form that the journal has.</summary>
internal static class GrainWire
{
    /// <summary>The JSON between silos.</summary>
    internal static JsonSerializerOptions Json { get; } = JournalJson.Options(new DefaultJsonTypeInfoResolver());

    /// <summary>What our types are called between silos, whatever they are called here. Those of grains and their
    /// calls say it themselves.</summary>
    private static readonly Dictionary<string, Type> Names = new()
    {
        ["solidarity.section-command"] = typeof(SectionCommand),
        ["solidarity.federation-command"] = typeof(FederationCommand),
        ["solidarity.strike-command"] = typeof(StrikeCommand),
        ["solidarity.transfer-command"] = typeof(TransferCommand),
        ["solidarity.journal-unavailable"] = typeof(JournalUnavailableException),
        ["solidarity.journal-unreadable"] = typeof(JournalUnreadableException),
    };

    public static void UseOurWire(this ISiloBuilder silo)
    {
        silo.Services.Configure<ExceptionSerializationOptions>(
            exceptions => exceptions.SupportedNamespacePrefixes.Add("Solidarity"));
        silo.Services.Configure<TypeManifestOptions>(types =>
        {
            foreach (var (name, type) in Names)
                types.WellKnownTypeAliases[name] = type;
        });
        silo.Services.AddSerializer(serializer => serializer.AddJsonSerializer(
            IsOurs, isCopyable: _ => false,
            configureOptions: codec => codec.Configure(options => options.SerializerOptions = Json)));
        silo.Services.AddSingleton<IGeneralizedCopier, NoCopies>();
    }

    // Orleans knows how exceptions travel.
    private static bool IsOurs(Type type) =>
        type.Namespace?.StartsWith("Solidarity.", StringComparison.Ordinal) is true
        && !type.IsAssignableTo(typeof(Exception));

    /// <summary>Hands over our own as they are.</summary>
    private sealed class NoCopies : IGeneralizedCopier, IOptionalDeepCopier
    {
        public bool IsSupportedType(Type type) => IsOurs(type);

        public bool IsShallowCopyable() => true;

        [return: NotNullIfNotNull(nameof(input))]
        public object? DeepCopy(object? input, CopyContext context) => input;
    }
}
