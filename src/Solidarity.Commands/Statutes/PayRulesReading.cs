using System.Text.Json;
using Solidarity.Commands.CommandLine;
using Solidarity.Domain.Pay;

namespace Solidarity.Commands.Statutes;

/// <summary>Reads rules of strike pay that are named on the command line.</summary>
internal static class PayRulesReading
{
    private const int BytesMax = 1024 * 1024;

    /// <param name="name">Of ready-made rules, or of a file that ends in <c>.json</c>.</param>
    /// <exception cref="UsageException">There are none, or they are not sound.</exception>
    public static PayRules Read(string name)
    {
        if (PayRulesFile.Find(name) is { } known)
            return known.PayRules;
        if (!name.EndsWith(".json", StringComparison.Ordinal))
            throw UsageException.Malformed(
                "rules", $"there are none called \"{name}\"; see solidarity pay-rules list, or name a .json file");
        var rules = FromFile(name);
        var problems = PayRulesCheck.Of(rules);
        return problems.IsEmpty
            ? rules
            : throw new UsageException("PAY_RULES_MALFORMED",
                $"{name} is no set of rules:\n  "
                + $"{string.Join("\n  ", problems.Select(problem => T($"{problem.Field} {problem.Text}.")))}", "rules")
            { HasLines = true };
    }

    private static PayRules FromFile(string file)
    {
        try
        {
            if (new FileInfo(file).Length > BytesMax)
                throw UsageException.Malformed("rules", $"{file} is larger than {BytesMax} bytes");
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), PayRulesFile.RulesJson)
                ?? throw new JsonException("null");
        }
        catch (Exception problem) when (problem is JsonException or FormatException)
        {
            throw UsageException.Malformed("rules", $"{file} is no JSON of pay rules: {problem.Message.TrimEnd('.')}");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw UsageException.Malformed("rules", $"{file} cannot be read: {problem.Message.TrimEnd('.')}");
        }
    }
}
