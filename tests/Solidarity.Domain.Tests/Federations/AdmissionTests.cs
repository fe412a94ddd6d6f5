using Solidarity.Domain.Affiliations;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Federations.Members;
using Solidarity.Domain.Tests.Kit;
using Solidarity.Domain.Tests.Worlds;
using Xunit.Abstractions;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Federations;

/// <summary>No body contains itself, whatever is asked, admitted and left at the same time.</summary>
public sealed class AdmissionTests(ITestOutputHelper output)
{
    private const int Runs = 300;
    private const int Federations = 5;
    private const int Moves = 60;

    private static FederationId Id(int i) => new($"f{i}");

    [Fact]
    public void Concurrent_admissions_in_any_order_close_no_ring() =>
        Randomly.ForAll(output, Randomly.Seeds(), Runs, 1, Check);

    /// <summary>A stale answer to a question that was put again had left one side a member and the other not.</summary>
    [Theory]
    [InlineData(658764890)]
    [InlineData(639218136)]
    public void What_failed_once_holds_now(int seed) => Check(seed);

    private static void Check(int seed)
    {
        var chance = new Random(seed);
        var world = new World(seed);
        for (var i = 0; i < Federations; i++)
            world.Do(Id(i), FoundFederation);
        for (var i = 0; i < Moves; i++)
            Move(world, chance);

        world.Rest();

        Boards.CheckMemberships(world);
        foreach (var federation in world.Federations.Values)
            AncestorsShouldBeTrue(world, federation.State);
    }

    [Fact]
    public void Two_that_admit_each_other_at_once_do_not_contain_each_other()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var world = new World(seed).Found(Romande, Council);
            world.Do(Romande, new MemberCommand.AskAffiliation(Council));
            world.Do(Council, new MemberCommand.AskAffiliation(Romande)).Settle();
            world.Do(Romande, new MemberCommand.Admit(Council));
            world.Do(Council, new MemberCommand.Admit(Romande)).Rest();

            Boards.CheckMemberships(world);
        }
    }

    private static void Move(World world, Random chance)
    {
        var (one, other) = (Id(chance.Next(Federations)), Id(chance.Next(Federations)));
        switch (chance.Next(6))
        {
            case 0 or 1: world.Ask(one, new MemberCommand.AskAffiliation(other)); break;
            case 2 or 3: AdmitAll(world, one); break;
            case 4: world.Ask(one, new MemberCommand.LeaveFederation(other)); break;
            default: world.Deliver(chance.Next(6)); break;
        }
    }

    private static void AdmitAll(World world, FederationId federation)
    {
        foreach (var (member, status) in world.Federation(federation).Membership.Members)
            if (status == AffiliationStatus.Asked)
                world.Ask(federation, new MemberCommand.Admit(member));
    }

    // Each knows exactly those above it, when all word has come.
    private static void AncestorsShouldBeTrue(World world, Federation federation)
    {
        var above = new HashSet<FederationId>();
        var open = new Queue<FederationId>([federation.Id]);
        while (open.TryDequeue(out var next))
            foreach (var (parent, link) in world.Federation(next).Membership.Parents)
                if (link.Status == AffiliationStatus.Member && above.Add(parent))
                    open.Enqueue(parent);
        federation.Membership.Ancestors.ShouldBe(above, ignoreOrder: true, federation.Id.Value);
    }
}
