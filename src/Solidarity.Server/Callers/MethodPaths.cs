using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Solidarity.Server.Callers;

/// <summary>Gives each call the path of its method as the method is named. Routing finds it in other spellings too,
/// with capitals and a slash at the end, and whatever goes by the name of a method would not know it.</summary>
internal static class MethodPaths
{
    public static void UseMethodPaths(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>() is { } served)
            context.Request.Path = served.Method.FullName;
        return next(context);
    });
}
