namespace Solidarity.Commands.CommandLine;

/// <summary>How a section that is in no federation gets into one.</summary>
internal static class FirstFederation
{
    private const int LookedAtMax = 100;

    public static async Task<Hint> HintAsync(ServiceCall call, string section)
    {
        var asker = await call.AskAsync(
            new GetSectionRequest { Name = section }, call.Services.Sections.GetSectionAsync);
        if (asker.Affiliations.FirstOrDefault(known => known.Status == AffiliationStatus.Asked) is { } asked)
            return new Hint($"{asked.Federation} has been asked; it takes the section in with",
                $"federations admit {Names.Short(asked.Federation)} {section}");
        var page = await call.AskAsync(
            new ListFederationsRequest { Country = asker.Country, PageSize = LookedAtMax },
            call.Services.Federations.ListFederationsAsync);
        var living = page.Federations.Where(known => known.Stage == FederationStage.Living).ToArray();
        return (living, page.NextPageToken) switch
        {
            ([var only], "") => new Hint(
                "Ask a federation to take it in", $"affiliate {section} {Names.Short(only.Name)}"),
            ([], "") => new Hint("See which federation to ask", "federations list"),
            _ => new Hint("See which federation to ask", $"federations list --country {asker.Country}"),
        };
    }
}
