using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Solidarity.Domain.Json;

/// <summary>How everything is written that is stored, or sent between bodies.</summary>
public static class JournalJson
{
    /// <summary>Camel case, nothing for null, properties in the order of their declaration, so that the same value is
    /// the same bytes everywhere. Letters of all languages stay readable; the text never goes into a page as it is, so
    /// that is safe.</summary>
    /// <param name="types">How types are known. A union whose cases stand by subject lists its subjects, and each
    /// subject lists its own cases and their names: here all of them become cases of the union.</param>
    public static JsonSerializerOptions Options(IJsonTypeInfoResolver types) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = types.WithAddedModifier(Flatten),
    };

    /// <summary>The JSON of a type that a generated context knows.</summary>
    public static JsonTypeInfo<T> Of<T>(JsonSerializerContext context) =>
        (JsonTypeInfo<T>)Options(context).GetTypeInfo(typeof(T));

    private static void Flatten(JsonTypeInfo type)
    {
        if (type.PolymorphismOptions?.DerivedTypes is not { } cases)
            return;
        foreach (var subject in cases.Where(derived => derived.TypeDiscriminator is null).ToArray())
        {
            cases.Remove(subject);
            foreach (var derived in subject.DerivedType.GetCustomAttributes<JsonDerivedTypeAttribute>(inherit: false))
                cases.Add(new JsonDerivedType(derived.DerivedType, (string)derived.TypeDiscriminator!));
        }
    }
}
