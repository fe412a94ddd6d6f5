using Solidarity.Domain.Sections.Assemblies;
using Solidarity.Domain.Sections.Authorities;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Sections.Pledges;

namespace Solidarity.Domain.Tests.Worlds;

/// <summary>What must hold of questions and decisions in every history.</summary>
internal static class Assemblies
{
    /// <summary>No ceiling is passed, nothing comes back that was not used, and nothing rests on what was not carried
    /// (invariant 6).</summary>
    public static void CheckAlways(World world)
    {
        foreach (var (id, stream) in world.Sections)
        {
            var house = stream.State.House ?? SectionHouse.Unwritten;
            foreach (var (name, question) in house.Questions.Opened)
            {
                var where = $"{id} {name}";
                if (question.Tally is not { Result: QuestionResult.Carried })
                    question.Acts.ShouldBe(0, where);
                if (question.Terms.Ceiling is not { } ceiling)
                {
                    question.Acts.ShouldBeLessThanOrEqualTo(1, where);
                    continue;
                }
                question.UsedMinor.ShouldBeInRange(0, ceiling.Minor, where);
                house.HeldBy(name, ceiling.Currency).ShouldBeLessThanOrEqualTo(question.UsedMinor, where);
            }
        }
    }

    /// <summary>Each that was due has closed, with votes for it all that can vote and no more; and as many acts rest on
    /// it as the events of the acts themselves tell.</summary>
    public static void CheckAtRest(World world)
    {
        foreach (var (id, stream) in world.Sections)
            foreach (var (name, question) in stream.State.House?.Questions.Opened ?? SectionQuestions.None.Opened)
            {
                var where = $"{id} {name}";
                if (question.Terms.ClosesAt <= world.Now)
                    question.IsOpen.ShouldBeFalse(where);
                if (question.Tally is { } tally)
                    ((long)tally.For + tally.Against + tally.Abstained)
                        .ShouldBeLessThanOrEqualTo(question.Entitled, where);
                var pledged = stream.Events.OfType<PledgeEvent.Pledged>()
                    .Count(e => e.At is not null && Authority.DecisionOf(e.Authority) == name);
                var paid = stream.Events.OfType<OwnTreasuryEvent.PaidOut>()
                    .Count(e => Authority.DecisionOf(e.Authority) == name);
                question.Acts.ShouldBe(pledged + paid, where);
            }
    }
}
