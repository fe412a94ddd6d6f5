using Solidarity.Domain.Messages;
using Solidarity.Domain.Sections;

namespace Solidarity.Grains.Tests.Faults;

/// <summary>The ordinary rules, in which something of a section fails where it is told to.</summary>
internal sealed class FaultyRules
{
    private readonly Func<SectionCommand, bool> _undecidable;
    private readonly Func<SectionEvent, bool> _unfoldable;

    /// <param name="undecidable">The commands that throw when they are decided.</param>
    /// <param name="unfoldable">The events that throw when they are folded.</param>
    /// <param name="problem">What is thrown when they are decided; null: an <see cref="OverflowException"/>.</param>
    public FaultyRules(
        Func<SectionCommand, bool>? undecidable = null, Func<SectionEvent, bool>? unfoldable = null,
        Func<Exception>? problem = null)
    {
        (_undecidable, _unfoldable) = (undecidable ?? (_ => false), unfoldable ?? (_ => false));
        Rules = BodyRules.Ours with
        {
            Section = Aggregates.Section with
            {
                Decide = (state, command, at) => !IsMended && _undecidable(command)
                    ? throw problem?.Invoke() ?? new OverflowException($"{command.GetType().Name} cannot be decided")
                    : Aggregates.Section.Decide(state, command, at),
                Evolve = (state, @event) => !IsMended && _unfoldable(@event)
                    ? throw new InvalidOperationException($"{@event.GetType().Name} cannot be folded")
                    : Aggregates.Section.Evolve(state, @event),
            },
        };
    }

    public BodyRules Rules { get; }

    /// <summary>Whether nothing fails any more, as after an update of the service.</summary>
    public bool IsMended { get; set; }
}
