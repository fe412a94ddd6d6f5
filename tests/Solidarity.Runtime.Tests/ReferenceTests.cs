using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Solidarity.Runtime.Tests;

public sealed class ReferenceTests
{
    [Fact]
    public async Task References_are_equal_when_they_name_the_same_grain()
    {
        await using var host = await TestHost.StartAsync();

        host.Get<ILively>("a").ShouldBe(host.Get<ILively>("a"));
        host.Get<ILively>("a").GetHashCode().ShouldBe(host.Get<ILively>("a").GetHashCode());
        host.Get<ILively>("a").ShouldNotBe(host.Get<ILively>("b"));
        host.Visited("a").ShouldNotBe(host.Reentrant("a"));
        host.Get<IEchoBase>("a").ShouldBe((IEchoBase)host.Get<IEcho>("a"));
    }

    [Fact]
    public async Task A_reference_says_which_grain_it_names()
    {
        await using var host = await TestHost.StartAsync();

        host.Get<ILively>("a").GetPrimaryKeyString().ShouldBe("a");
        host.Get<ILively>("a").ToString().ShouldBe("Lively/a");
        (await host.Get<IWide>("a").Identity()).ShouldBe("Wide/a");
    }

    [Fact]
    public async Task Two_interfaces_of_a_class_lead_to_the_same_grain()
    {
        await using var host = await TestHost.StartAsync();

        await host.Get<IWide>("a").Set(7);

        (await host.Get<INarrow<int>>("a").Value()).ShouldBe(7);
    }

    [Fact]
    public async Task Seven_arguments_are_carried_in_their_order()
    {
        await using var host = await TestHost.StartAsync();

        (await host.Get<IWide>("a").Seven(1, 2L, "3", 4m, '5', 6u, (7, 8))).ShouldBe("1 2 3 4 5 6 (7, 8)");
    }

    [Fact]
    public async Task An_interface_without_or_with_several_classes_is_refused_with_their_names()
    {
        await using var host = await TestHost.StartAsync();

        Should.Throw<ArgumentException>(() => host.Get<IHasProperty>("a")).Message.ShouldContain("IHasProperty");
        Should.Throw<ArgumentException>(() => host.Get<IVisited>("a")).Message.ShouldContain("ReentrantVisited");
        Should.Throw<ArgumentException>(() => host.Get<IVisited>("a", "Nobody")).Message.ShouldContain("Nobody");
    }

    [Fact]
    public void An_interface_that_cannot_be_called_is_refused_when_the_runtime_is_made()
    {
        Refusal<ReturnsValue<int>>().ShouldContain("IReturnsValue.Get cannot be called on a grain");
        Refusal<TakesReference<int>>().ShouldContain("ITakesReference.Set cannot be called on a grain");
        Refusal<HasGenericMethod<int>>().ShouldContain("IHasGenericMethod.Set cannot be called on a grain");
        Refusal<HasProperty<int>>().ShouldContain("IHasProperty.get_Value cannot be called on a grain");
        Refusal<TakesEight<int>>().ShouldContain("ITakesEight.Set cannot be called on a grain");
    }

    [Fact]
    public void A_class_without_a_grain_interface_is_refused_when_the_runtime_is_made() =>
        Should.Throw<ArgumentException>(() => Make<Unreachable<int>>())
            .Message.ShouldContain("implements no interface derived from IGrainWithStringKey");

    private static string Refusal<TGrain>() where TGrain : Grain =>
        Should.Throw<NotSupportedException>(Make<TGrain>).Message;

    private static void Make<TGrain>() where TGrain : Grain
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddGrains(options => options.Add<TGrain>());
        using var host = builder.Build();
        host.Services.GetRequiredService<IGrainFactory>();
    }
}
