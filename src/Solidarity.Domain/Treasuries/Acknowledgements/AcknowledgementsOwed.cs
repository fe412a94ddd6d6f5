using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Routes;

namespace Solidarity.Domain.Treasuries.Acknowledgements;

/// <summary>Word that a treasury owes those who have sent it money of their own: that it is here.</summary>
/// <param name="To">Who is still to be told, by the hop that the money came over.</param>
/// <param name="PutOff">The alarm is set at which all of them are told.</param>
[method: JsonConstructor]
public sealed record AcknowledgementsOwed(ImmutableSortedDictionary<HopKey, Address> To, bool PutOff)
{
    /// <summary>How long word of money that came in may wait for more of it, in seconds.</summary>
    public const int WaitSecondsMax = 60;

    /// <summary>How many hops one message says it of, and one entry of the journal in all.</summary>
    public const int HopsMax = 500;

    public static readonly AcknowledgementsOwed None =
        new(ImmutableSortedDictionary<HopKey, Address>.Empty, PutOff: false);
}
