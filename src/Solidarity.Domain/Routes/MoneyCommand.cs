using Solidarity.Domain.Bodies;

namespace Solidarity.Domain.Routes;

/// <summary>A command to a body that has a treasury, so it may send money.</summary>
public abstract record MoneyCommand : BodyCommand
{
    /// <summary>Ways that were planned for the money that this command sends. Whoever brings the command to the body
    /// may put them here, from what it knows of all corridors; they are no part of what is asked. Empty where none
    /// were: then a transfer looks for its way itself.</summary>
    [JsonIgnore]
    public ImmutableArray<PlannedWay> Ways { get; init; } = [];
}
