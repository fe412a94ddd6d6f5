using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Solidarity.Domain.Json;

/// <summary>How everything is written that is stored, or sent between bodies.</summary>
public static class JournalJson
{
    /// <summary>Camel case, nothing for null, properties in the order of their declaration, so that the same value is
    /// the same bytes everywhere. Letters of all languages stay readable; the text never goes into a page as it is, so
    /// that is safe. The options are new each time, because each generated context wants its own.</summary>
    public static JsonSerializerOptions Options() => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
