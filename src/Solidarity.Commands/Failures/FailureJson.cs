using Solidarity.Commands.Terminals;

namespace Solidarity.Commands.Failures;

/// <summary>The error object for programs:
/// <c>{"error":{"reason","message","field"?,"metadata":{…}}}</c>.</summary>
internal static class FailureJson
{
    public static void Write(TextWriter error, Failure failure) => JsonText.Write(error, json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("error");
        json.WriteString("reason", failure.Reason);
        json.WriteString("message", failure.Message);
        if (failure.Field is { } field)
            json.WriteString("field", field);
        json.WriteStartObject("metadata");
        foreach (var (key, value) in failure.Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            json.WriteString(key, value);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    });
}
