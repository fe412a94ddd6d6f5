using Solidarity.Domain.Bodies;
using Solidarity.Domain.Decisions;
using Solidarity.Domain.Text;

namespace Solidarity.Domain.Affiliations;

/// <summary>A succession that a member was told of.</summary>
/// <param name="Proposed">Which successor the decision proposes to this member; null: none.</param>
public sealed record HeardSuccession(
    ImmutableArray<FederationId> Successors, FederationId? Proposed, string Authority, DateTimeOffset At);

/// <summary>A member's side of successions.</summary>
/// <param name="Heard">Of federations that it is in.</param>
/// <param name="Moving">From which federation it moves to the one that it has asked: it stays there until it is taken
/// in.</param>
public sealed record Moves(
    ImmutableSortedDictionary<FederationId, HeardSuccession> Heard,
    ImmutableSortedDictionary<FederationId, FederationId> Moving)
{
    public static readonly Moves None = new(
        ImmutableSortedDictionary<FederationId, HeardSuccession>.Empty,
        ImmutableSortedDictionary<FederationId, FederationId>.Empty);

    public Moves Granted(FederationId to) => Moving.ContainsKey(to) ? this with { Moving = Moving.Remove(to) } : this;

    /// <summary>The member is not in the federation any more, or was not taken in.</summary>
    public Moves Ended(FederationId federation)
    {
        if (Heard.IsEmpty && Moving.IsEmpty)
            return this;
        var over = Moving.Where(move => move.Key == federation || move.Value == federation).Select(move => move.Key);
        return new Moves(Heard.Remove(federation), Moving.RemoveRange(over.ToArray()));
    }

    /// <summary>Other successors that the member has asked, and does not move to any more.</summary>
    public IEnumerable<FederationId> InsteadOf(FederationId from, FederationId to) =>
        Moving.Where(move => move.Value == from && move.Key != to).Select(move => move.Key);

    /// <summary>Why the member cannot move so; null: it can.</summary>
    public Refusal? Check(Address self, FederationId from, FederationId to, string authority)
    {
        if (Texts.Check("authority", authority, Texts.MemoCharsMax) is { } no)
            return no;
        if (!Heard.TryGetValue(from, out var heard))
            return MoveRefusals.NoSuccession(self, from);
        return heard.Successors.Contains(to) ? null : MoveRefusals.NotASuccessor(from, to, heard.Successors);
    }
}
