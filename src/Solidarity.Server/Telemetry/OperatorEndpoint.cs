using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Solidarity.Server.Telemetry;

/// <summary>
/// An address of its own for operators, with HTTP/1.1. A connection is marked by the address that it came in on, so
/// what is served there cannot be had through the API's address, nor the API through this one, whatever a request says.
/// </summary>
internal sealed class OperatorEndpoint(IPEndPoint endpoint)
{
    /// <summary>Has the server listen there, too.</summary>
    public void Listen(KestrelServerOptions kestrel) => kestrel.Listen(endpoint, listen =>
    {
        listen.Protocols = HttpProtocols.Http1;
        listen.Use(next => connection =>
        {
            connection.Items[this] = true;
            return next(connection);
        });
    });

    /// <summary>Serves there what <paramref name="serve"/> says, and nothing else.</summary>
    public void Serve(IApplicationBuilder app, Action<IApplicationBuilder> serve) =>
        app.MapWhen(IsHere, branch =>
        {
            branch.Use(next => context =>
            {
                // What the API has at the path does not count.
                context.SetEndpoint(null);
                return next(context);
            });
            serve(branch);
            branch.Run(context =>
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            });
        });

    /// <summary>Whether a request came in here.</summary>
    public bool IsHere(HttpContext context) =>
        context.Features.Get<IConnectionItemsFeature>()?.Items.ContainsKey(this) is true;
}
