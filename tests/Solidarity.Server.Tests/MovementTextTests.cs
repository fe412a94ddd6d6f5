using System.Runtime.CompilerServices;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.OwnTreasury;
using Solidarity.Domain.Treasuries;
using Solidarity.Server.Books;

namespace Solidarity.Server.Tests;

/// <summary>A statement that meets an event that it has no words for would fail for ever, for that section alone; so
/// each event that can book a movement is looked for.</summary>
public sealed class MovementTextTests
{
    private static readonly Type[] Events =
    [
        .. typeof(SectionEvent).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(SectionEvent)) || type.IsSubclassOf(typeof(TreasuryEvent))
                || type.IsSubclassOf(typeof(FederationEvent)))
            .Where(type => !type.IsAbstract && type.GetProperty("Entry")?.PropertyType == typeof(LedgerEntry)),
    ];

    public static TheoryData<Type> Bookings => new(Events);

    [Fact]
    public void There_are_events_of_all_three_kinds_that_book() =>
        Events.Select(type => (type.IsSubclassOf(typeof(SectionEvent)), type.IsSubclassOf(typeof(FederationEvent))))
            .Distinct().Count().ShouldBe(3);

    [Theory]
    [MemberData(nameof(Bookings))]
    public void Each_event_that_books_a_movement_has_words(Type type)
    {
        // Nothing is in it, so telling of it may fail half-way; it must not fail for want of words.
        var empty = RuntimeHelpers.GetUninitializedObject(type);
        Require(() => MovementText.Of(empty as SectionEvent ?? new OwnTreasuryEvent.OfTreasury((TreasuryEvent)empty)),
            empty is not FederationEvent);
        Require(() => MovementText.Of(empty as FederationEvent ?? new FederationEvent.OfTreasury((TreasuryEvent)empty)),
            empty is not SectionEvent);

        static void Require(Action tell, bool books)
        {
            if (books)
                Record.Exception(tell).ShouldNotBeOfType<UnreachableException>();
        }
    }
}
