namespace Solidarity.Commands.CommandLine;

/// <summary>How a section that is in no federation gets into one.</summary>
internal static class FirstFederation
{
    private const int LookedAtMax = 100;

    public static async Task<string> AdviceAsync(ServiceCall call, string section)
    {
        var asker = await call.AskAsync(
            new GetSectionRequest { Name = section }, call.Services.Sections.GetSectionAsync);
        if (asker.Affiliations.FirstOrDefault() is { } asked)
            return $"{asked.Federation} has not answered {section} yet; it answers with: solidarity federations admit "
                + $"{Names.Short(asked.Federation)} {section}";
        var page = await call.AskAsync(
            new ListFederationsRequest { Country = asker.Country, PageSize = LookedAtMax },
            call.Services.Federations.ListFederationsAsync);
        var living = page.Federations.Where(known => known.Stage == FederationStage.Living).ToArray();
        return (living, page.NextPageToken) switch
        {
            ([var only], "") =>
                $"Ask a federation to take it in: solidarity affiliate {section} {Names.Short(only.Name)}",
            ([], "") => "Choose a federation to ask: solidarity federations list",
            _ => $"Choose a federation to ask: solidarity federations list --country {asker.Country}",
        };
    }
}
