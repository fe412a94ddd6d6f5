using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Sections.Authorities;
using Solidarity.Domain.Text;
using static Solidarity.Domain.Sections.SectionRefusals;
using static Solidarity.Domain.Sections.Statutes.StatutesCommand;
using static Solidarity.Domain.Sections.Statutes.StatutesEvent;

namespace Solidarity.Domain.Sections.Statutes;

/// <summary>What a section can be asked about its statutes.</summary>
[JsonDerivedType(typeof(AdoptStatutes), "adopt-statutes")]
public abstract record StatutesCommand : SectionCommand
{
    private StatutesCommand() { }

    /// <summary>Adopts new statutes, which replace those before from a day on.</summary>
    /// <param name="From">Today or later, and not before the day of those adopted last.</param>
    public sealed record AdoptStatutes(SectionStatutes Statutes, DateOnly From, string Authority) : StatutesCommand;
}

/// <summary>What a section decides about its statutes. Whether its members decided so is judged by those in force
/// (<see cref="AuthorityRules"/>).</summary>
internal static class StatutesRules
{
    public static Decision<SectionEvent> Decide(Section state, StatutesCommand command, DateTimeOffset at) =>
        command switch
        {
            AdoptStatutes c => OnAdopt(state, c, at),
            _ => throw new UnreachableException($"section command {command.GetType().Name}"),
        };

    private static Decision<SectionEvent> OnAdopt(Section state, AdoptStatutes command, DateTimeOffset at)
    {
        // Shape.
        var no = Texts.Check("authority", command.Authority, Texts.MemoCharsMax)
            ?? DayRange.Check("from", command.From)
            ?? command.Statutes.Check();
        if (no is not null)
            return no;
        foreach (var sum in command.Statutes.Reserve.Floors.Concat(command.Statutes.Mandates.Ceilings))
            if (!state.Profile.Currencies.Contains(sum.Currency))
                return CurrencyLacking(state, sum.Currency);
        if (command.Statutes.Pay is { } pay && !state.Profile.Currencies.Contains(pay.Currency))
            return CurrencyLacking(state, pay.Currency);
        // State: what is done is judged by what was in force, so the past stays as it was.
        var house = state.House ?? SectionHouse.Unwritten;
        var today = DateOnly.FromDateTime(house.Now(at).UtcDateTime);
        if (command.From < today)
            return StatutesRefusals.InThePast(command.From, today);
        if (house.Statutes is [.., var last] && command.From < last.From)
            return StatutesRefusals.BeforeTheLast(command.From, last);
        // Limits.
        return house.Statutes.Length >= StatutesVersion.VersionsMax
            ? CommonRefusals.LimitReached(nameof(StatutesVersion.VersionsMax), StatutesVersion.VersionsMax,
                $"section {state.Id} has adopted statutes too often")
            : new StatutesAdopted(new StatutesVersion(
                house.Statutes.Length + 1, command.Statutes, command.From, command.Authority, at));
    }
}

/// <summary>A section's refusals about its statutes.</summary>
internal static class StatutesRefusals
{
    public static Refusal InThePast(DateOnly from, DateOnly today) => Precondition("STATUTES_IN_THE_PAST",
        $"statutes from {from:yyyy-MM-dd} would judge what was done before today, {today:yyyy-MM-dd}. "
        + $"Let them hold from today or later.", ("from", $"{from:yyyy-MM-dd}"));

    public static Refusal BeforeTheLast(DateOnly from, StatutesVersion last) => Precondition(
        "STATUTES_BEFORE_THE_LAST",
        $"version {last.Version} of the statutes holds from {last.From:yyyy-MM-dd}; newer ones cannot hold from "
        + $"{from:yyyy-MM-dd}, which is before it.", ("version", last.Version), ("from", $"{from:yyyy-MM-dd}"));
}
