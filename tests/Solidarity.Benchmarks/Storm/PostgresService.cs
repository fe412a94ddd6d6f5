using System.Net;
using System.Security.Cryptography;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Solidarity.Benchmarks.Storm;

/// <summary>
/// The peer's service: the same API over the same server library, with the tables behind it. A call waits for one of
/// the connections to the database, asks one function, and answers.
/// </summary>
internal sealed class PostgresService : IAsyncDisposable
{
    private readonly WebApplication _app;

    private PostgresService(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    public static async Task<PostgresService> StartAsync(PostgresBooks books)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddSingleton(books);
        builder.Services.AddGrpc();
        var app = builder.Build();
        app.MapGrpcService<Pledges>();
        await app.StartAsync();
        return new PostgresService(app);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private sealed class Pledges(PostgresBooks books) : V1.PledgesService.PledgesServiceBase
    {
        public override async Task<V1.CommandReply> Pledge(V1.PledgeRequest request, ServerCallContext context)
        {
            var section = int.Parse(
                request.Section.AsSpan(StormClients.Section.Length), NumberStyles.None, CultureInfo.InvariantCulture);
            var content = SHA256.HashData(request.ToByteArray()).AsSpan(0, 16).ToArray();
            var position = await books.PledgeAsync(Guid.Parse(request.RequestId), section, content, request);
            return new V1.CommandReply
            {
                Name = $"{request.Section}/pledges/{request.PledgeId}",
                Position = position,
            };
        }
    }
}
