using Google.Protobuf;

namespace Solidarity.Server.Statutes;

/// <summary>Ready-made statutes: files of seeds/statutes that are built in, as JSON of
/// <see cref="V1.StatutesTemplate"/>.</summary>
internal static class StatutesTemplates
{
    private const string Folder = "statutes/";

    /// <summary>By name.</summary>
    public static ImmutableArray<V1.StatutesTemplate> All { get; } =
    [
        .. typeof(StatutesTemplates).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(Read).OrderBy(template => template.Name, StringComparer.Ordinal),
    ];

    public static V1.StatutesTemplate? Find(string name) => All.FirstOrDefault(template => template.Name == name);

    private static V1.StatutesTemplate Read(string resource)
    {
        using var text = new StreamReader(typeof(StatutesTemplates).Assembly.GetManifestResourceStream(resource)!);
        var template = JsonParser.Default.Parse<V1.StatutesTemplate>(text);
        template.About = AboutOf(template.Name);
        return template;
    }

    private static string AboutOf(string name) => name switch
    {
        "recorded" => InEnglish(
            "The members decide as they always did; the treasurer records where each decision stands."),
        "small-section" => InEnglish(
            "Recorded decisions, mandates of up to a year and at most three terms in a row, and a reserve."),
        "voting" => InEnglish(
            "The members vote here on pledges, loans, mandates, federations and strikes; new statutes need "
            + "two thirds."),
        _ => throw new UnreachableException($"template {name}"),
    };
}
