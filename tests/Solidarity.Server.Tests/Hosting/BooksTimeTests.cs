using System.Reflection;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Solidarity.Grains.Hosting;
using Solidarity.Server.Feeds;

namespace Solidarity.Server.Tests.Hosting;

/// <summary>A service that asks for the clock without the key of the books is given the system's, silently.</summary>
public sealed class BooksTimeTests
{
    [Fact]
    public async Task Every_service_that_reads_a_clock_reads_that_of_the_books()
    {
        await using var server = await TestServer.StartAsync();
        var services = server.Server.Services.GetRequiredService<IServiceProviderIsService>();

        var clocks = new[] { typeof(GrainHost).Assembly, typeof(SolidarityServer).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type is { IsAbstract: false } && IsMade(type, services))
            .SelectMany(type => type.GetConstructors())
            .SelectMany(constructor => constructor.GetParameters())
            .Where(parameter => parameter.ParameterType == typeof(TimeProvider)).ToList();

        clocks.Count.ShouldBeGreaterThan(15);
        clocks.Where(clock => clock.GetCustomAttribute<BooksTimeAttribute>() is null)
            .Select(clock => clock.Member.DeclaringType).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_clock_without_a_key_is_the_systems()
    {
        await using var server = await TestServer.StartAsync();

        var services = server.Server.Services;
        services.GetRequiredKeyedService<TimeProvider>(BooksTimeAttribute.ServiceKey).ShouldBe(server.Time);
        services.GetServices<TimeProvider>().ShouldAllBe(time => time == TimeProvider.System);
    }

    // By the container, from what is registered or because a call is mapped to it.
    private static bool IsMade(Type type, IServiceProviderIsService services) =>
        services.IsService(type == typeof(Feeds<>) ? typeof(Feeds<V1.WatchBoardResponse>) : type)
        || type.GetCustomAttribute<BindServiceMethodAttribute>(inherit: true) is not null
        || type.IsAssignableTo(typeof(Grain));
}
