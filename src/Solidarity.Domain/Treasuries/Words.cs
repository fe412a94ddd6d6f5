using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Routes;
using static Solidarity.Domain.Treasuries.TreasuryEvent;

namespace Solidarity.Domain.Treasuries;

/// <summary>Word that a treasury owes those who have sent it money of their own: that it is here.</summary>
/// <param name="To">Who is still to be told, by the hop that the money came over.</param>
/// <param name="PutOff">The alarm is set at which all of them are told.</param>
[method: JsonConstructor]
public sealed record WordsOwed(ImmutableSortedDictionary<HopKey, Address> To, bool PutOff)
{
    /// <summary>How long word of money that came in may wait for more of it, in seconds.</summary>
    public const int WaitSecondsMax = 60;

    /// <summary>How many hops one message says it of, and one entry of the journal in all.</summary>
    public const int HopsMax = 500;

    public static readonly WordsOwed None = new(ImmutableSortedDictionary<HopKey, Address>.Empty, PutOff: false);
}

/// <summary>
/// When those who have sent money are told that it is here. Carriers are told at once: they have no other word of what
/// a neighbour has of them should it be lost. Who sent its own money, which has gone on from here or was delivered,
/// learns of the end from its transfer. It is told besides, in case that is long in coming, but later and of all that
/// it sent together; what has ended by then costs it no entry.
/// </summary>
internal static class WordDecider
{
    /// <summary>Whether word of money that has gone on, or was delivered, may wait.</summary>
    public static bool MayWait(HopKey key, Hop hop) => key is { Plan: 1, Hop: 0 } && hop.SettledBy is null;

    /// <summary>To be decided with money whose sender is told later.</summary>
    public static ImmutableArray<TreasuryEvent> PutOff(Treasury state, DateTimeOffset at) =>
        state.Words.PutOff ? [] : [new WordPutOff(at.AddSeconds(WordsOwed.WaitSecondsMax))];

    public static Decision<TreasuryEvent> Give(Treasury state, DateTimeOffset at)
    {
        var told = state.Words.To.Take(WordsOwed.HopsMax).GroupBy(owed => owed.Value, owed => owed.Key)
            .OrderBy(sender => sender.Key)
            .Select(sender => (TreasuryEvent)new WordGiven(sender.Key, [.. sender]));
        ImmutableArray<TreasuryEvent> all = [.. told];
        // The rest at once: that is enough for one entry.
        return state.Words.To.Count > WordsOwed.HopsMax ? all.Add(new WordPutOff(at)) : all;
    }

    public static Decision<TreasuryEvent> Learn(Treasury state, ImmutableArray<HopKey> keys)
    {
        ImmutableArray<TreasuryEvent> confirmed =
            [.. keys.Where(state.Sendings.ContainsKey).Select(key => new SendingConfirmed(key))];
        // Nothing is ever sent twice over one hop, so what is not waited for now never will be. Only a state from
        // before the sending does not wait for it either.
        return confirmed.IsEmpty ? Decision<TreasuryEvent>.RedundantNow : confirmed;
    }

    /// <summary>With word owed of money that has come in.</summary>
    public static Treasury Owing(Treasury state, HopKey key, Address sender, bool? owed) => owed == true
        ? state with { Words = state.Words with { To = state.Words.To.SetItem(key, sender) } }
        : state;

    public static WordsOwed Evolve(WordsOwed state, TreasuryEvent @event) => @event switch
    {
        WordPutOff => state with { PutOff = true },
        WordGiven e => new WordsOwed(state.To.RemoveRange(e.Keys), PutOff: false),
        _ => throw new System.Diagnostics.UnreachableException($"treasury event {@event.GetType().Name}"),
    };
}
