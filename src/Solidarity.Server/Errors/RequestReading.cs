using System.Reflection;
using Google.Protobuf;
using Grpc.AspNetCore.Server.Model;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Solidarity.Server.Errors;

/// <summary>
/// Takes the methods of services as gRPC does by itself, except that a request whose bytes are no such message is told
/// as INVALID_ARGUMENT. gRPC reads a request before any interceptor is asked, and would take it for a fault of ours.
/// An answer that cannot be written, after all interceptors, is one.
/// </summary>
internal sealed class RequestReading<TService>(CallLog log) : IServiceMethodProvider<TService> where TService : class
{
    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<TService> context)
    {
        var attribute = typeof(TService).GetCustomAttribute<BindServiceMethodAttribute>(inherit: true)
            ?? throw new InvalidOperationException($"{typeof(TService)} derives from no generated service.");
        var bind = attribute.BindType.GetMethods(BindingFlags.Public | BindingFlags.Static).Single(method =>
            method.Name == attribute.BindMethodName
            && method.GetParameters() is [{ ParameterType: var binder }, _] && binder == typeof(ServiceBinderBase));
        bind.Invoke(null, [new Binder(context, log), null]);
    }

    private sealed class Binder(ServiceMethodProviderContext<TService> context, CallLog log) : ServiceBinderBase
    {
        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
        {
            var (call, metadata) = Find<UnaryServerMethod<TService, TRequest, TResponse>>(
                method.Name, typeof(TRequest), typeof(ServerCallContext));
            context.AddUnaryMethod(Checked(method), metadata, call);
        }

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler)
        {
            var (call, metadata) = Find<ClientStreamingServerMethod<TService, TRequest, TResponse>>(
                method.Name, typeof(IAsyncStreamReader<TRequest>), typeof(ServerCallContext));
            context.AddClientStreamingMethod(Checked(method), metadata, call);
        }

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
        {
            var (call, metadata) = Find<ServerStreamingServerMethod<TService, TRequest, TResponse>>(
                method.Name, typeof(TRequest), typeof(IServerStreamWriter<TResponse>), typeof(ServerCallContext));
            context.AddServerStreamingMethod(Checked(method), metadata, call);
        }

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler)
        {
            var (call, metadata) = Find<DuplexStreamingServerMethod<TService, TRequest, TResponse>>(
                method.Name, typeof(IAsyncStreamReader<TRequest>), typeof(IServerStreamWriter<TResponse>),
                typeof(ServerCallContext));
            context.AddDuplexStreamingMethod(Checked(method), metadata, call);
        }

        private static (TCall Call, List<object> Metadata) Find<TCall>(string name, params Type[] parameters)
            where TCall : Delegate
        {
            var method = typeof(TService).GetMethod(name, parameters)
                ?? throw new InvalidOperationException($"{typeof(TService)} has no method {name}.");
            List<object> metadata =
            [
                .. typeof(TService).GetCustomAttributes(inherit: true), .. method.GetCustomAttributes(inherit: true),
                new HttpMethodMetadata(["POST"], acceptCorsPreflight: true),
            ];
            return (method.CreateDelegate<TCall>(), metadata);
        }

        private Method<TRequest, TResponse> Checked<TRequest, TResponse>(Method<TRequest, TResponse> method)
        {
            var (request, fullName) = (method.RequestMarshaller, method.FullName);
            var read = request.ContextualDeserializer;
            return new Method<TRequest, TResponse>(
                method.Type, method.ServiceName, method.Name,
                Marshallers.Create(request.ContextualSerializer, context => Read(read, context, fullName)),
                Checked(method.ResponseMarshaller, fullName));
        }

        // What is too large is told by gRPC in its own way.
        private Marshaller<TResponse> Checked<TResponse>(Marshaller<TResponse> response, string method)
        {
            var write = response.ContextualSerializer;
            return Marshallers.Create(
                (answer, context) =>
                {
                    try
                    {
                        write(answer, context);
                    }
                    catch (Exception problem) when (problem is not RpcException)
                    {
                        log.Failed(method, problem);
                        throw ErrorStatus.Internal();
                    }
                }, response.ContextualDeserializer);
        }

        private TRequest Read<TRequest>(
            Func<DeserializationContext, TRequest> read, DeserializationContext context, string method)
        {
            try
            {
                return read(context);
            }
            catch (InvalidProtocolBufferException problem)
            {
                var told = ErrorStatus.Unreadable(
                    $"The request's {context.PayloadLength} bytes are no message that {method} takes: "
                    + $"{problem.Message}");
                log.Malformed(method, told);
                throw told;
            }
        }
    }
}

/// <summary>Sets up how requests are read.</summary>
internal static class RequestReadingSetup
{
    /// <summary>Call after <c>AddGrpc</c>, whose own way it replaces.</summary>
    public static IServiceCollection ReadRequestsChecked(this IServiceCollection services)
    {
        services.RemoveAll(typeof(IServiceMethodProvider<>));
        return services.AddSingleton<CallLog>()
            .AddSingleton(typeof(IServiceMethodProvider<>), typeof(RequestReading<>));
    }
}
