using System.Reflection;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace Solidarity.Server.Reflection;

/// <summary>Serves <c>grpc.reflection.v1.ServerReflection</c>. Needs <c>AddGrpc</c>.</summary>
public static class ReflectionEndpoint
{
    /// <summary>Adds the index of all services that are mapped when the first request for it comes.</summary>
    public static IServiceCollection AddReflection(this IServiceCollection services) =>
        services.AddSingleton(provider =>
            new DescriptorIndex(MappedServices(provider.GetRequiredService<EndpointDataSource>())));

    /// <summary>Serves the reflection service.</summary>
    public static IEndpointConventionBuilder MapReflection(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGrpcService<ReflectionService>();

    // The endpoints know the classes that serve them; a generated base class leads to its descriptor. So no list of
    // services has to be kept.
    private static IEnumerable<ServiceDescriptor> MappedServices(EndpointDataSource endpoints) =>
        endpoints.Endpoints
            .Select(endpoint => endpoint.Metadata.GetMetadata<GrpcMethodMetadata>()?.ServiceType)
            .OfType<Type>()
            .Distinct()
            .Select(Descriptor)
            .OfType<ServiceDescriptor>();

    // Null for a service that was written without a .proto file, which reflection cannot describe.
    private static ServiceDescriptor? Descriptor(Type serviceType) =>
        serviceType.GetCustomAttribute<BindServiceMethodAttribute>(inherit: true)?.BindType
            .GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as ServiceDescriptor;
}
