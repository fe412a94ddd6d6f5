using Solidarity.Domain.Bodies;
using Solidarity.Domain.Text;
using Solidarity.Views.Access;

namespace Solidarity.Server.Requests;

/// <summary>Reads who looks.</summary>
internal static class Viewers
{
    private const string Everybody = "public";

    public static Viewer Viewer(this Fields fields, string field, string viewer)
    {
        if (viewer.Length == 0)
            return new Viewer.Operator();
        if (viewer == Everybody)
            return new Viewer.Public();
        if (Address.TryParse(viewer, out var body) && (body.IsSection || body.IsFederation))
            return new Viewer.Member(body);
        fields.Add(field, $"{Quoted.Of(viewer)} is neither \"{Everybody}\" nor a name such as sections/geneva-masons "
            + $"or federations/geneva, nor empty (for whoever runs this service)");
        return new Viewer.Public();
    }
}
