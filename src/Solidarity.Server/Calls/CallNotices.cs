using Solidarity.Domain.Bodies;
using Solidarity.Views.Worlds;

namespace Solidarity.Server.Calls;

/// <summary>What a section should look at after it has called for aid.</summary>
internal static class CallNotices
{
    public const string ReachesNobody = "REACHES_NOBODY";

    /// <summary>Null where there is nothing to look at.</summary>
    public static V1.Notice? Of(World world, SectionId section, StrikeId strike) =>
        world.Sections.Find(section.Value) is { } caller
        && caller.Strikes.Declared.TryGetValue(strike, out var own)
        && own.Recipients.IsEmpty
            ? new V1.Notice
            {
                Reason = ReachesNobody,
                Text = InEnglish($"The call of {(Address)strike} reaches nobody: {(Address)section} is in no "
                    + $"federation, and no recipients were named."),
            }
            : null;
}
