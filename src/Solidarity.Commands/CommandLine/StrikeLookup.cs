namespace Solidarity.Commands.CommandLine;

/// <summary>Saves people from saying whose strike it is: the service knows.</summary>
internal static class StrikeLookup
{
    /// <summary>sections/{id} that declared a strike. It never changes, so a command repeated under its request id has
    /// the same content.</summary>
    public static async Task<string> SectionOfAsync(ServiceCall call, string strike)
    {
        var request = new GetStrikeRequest { Name = strike };
        return (await call.AskAsync(request, call.Services.Strikes.GetStrikeAsync)).Section;
    }
}
