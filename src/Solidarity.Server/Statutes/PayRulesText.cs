using System.Text.Json;
using Solidarity.Domain.Pay;
using Solidarity.Domain.Text;
using Solidarity.Server.Requests;

namespace Solidarity.Server.Statutes;

/// <summary>Rules of strike pay on the wire: JSON, as people write them into a file.</summary>
internal static class PayRulesText
{
    private const int JsonCharsMax = 65_536;

    // What a file of one's own leaves out, or writes as null, would be missed in the midst of a decision.
    private static readonly JsonSerializerOptions Strict = new(PayRulesFile.RulesJson.Options)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Null where none are given.</summary>
    public static PayRules? Read(Fields fields, string field, V1.StatutesPay? pay)
    {
        if (pay is null)
            return null;
        // What replies say besides may come back as it was, from a file that somebody kept.
        fields.Name($"{field}.name", pay.Name, required: pay.Json.Length == 0);
        fields.Name($"{field}.fund", pay.Fund, required: false);
        if (pay.Currency is not null)
            fields.Currency($"{field}.currency", pay.Currency);
        if (pay.Json.Length > 0)
            return FromJson(fields, $"{field}.json", pay.Json);
        if (PayRulesFile.Find(pay.Name) is { } known)
            return known.PayRules;
        fields.Add($"{field}.name", $"{Quoted.Of(pay.Name)} is none of {string.Join(", ", PayRulesFile.Names)}");
        return null;
    }

    public static V1.StatutesPay Write(PayRules rules) => new()
    {
        Name = rules.Name,
        Json = JsonSerializer.Serialize(rules, PayRulesFile.RulesJson),
        Fund = rules.Fund,
        Currency = rules.Currency.ToWire(),
    };

    private static PayRules? FromJson(Fields fields, string field, string json)
    {
        if (json.Length > JsonCharsMax)
        {
            fields.Add(field, $"has {json.Length} characters; at most {JsonCharsMax} are allowed");
            return null;
        }
        try
        {
            var rules = (PayRules?)JsonSerializer.Deserialize(json, Strict.GetTypeInfo(typeof(PayRules)));
            if (rules is null)
            {
                fields.Add(field, "is null; it must be rules");
                return null;
            }
            foreach (var problem in PayRulesCheck.Of(rules))
                fields.Add($"{field}.{problem.Field}", problem.Text);
            return rules;
        }
        catch (Exception problem) when (problem is JsonException or FormatException)
        {
            fields.Add(field, "is no JSON of pay rules, as pay-rules show writes them");
            return null;
        }
    }
}
