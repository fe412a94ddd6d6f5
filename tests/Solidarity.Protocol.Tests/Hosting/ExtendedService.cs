using Grpc.Core;
using Solidarity.Protocol.Tests.Echoes;

namespace Solidarity.Protocol.Tests.Hosting;

/// <summary>The service of extended.proto, for reflection to describe.</summary>
public sealed class ExtendedService : Extended.ExtendedBase
{
    public override Task<EchoReply> Ask(Question request, ServerCallContext context) =>
        Task.FromResult(new EchoReply { Text = request.Mood.ToString() });
}
