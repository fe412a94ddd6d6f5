using System.Reflection;
using System.Text.Json.Serialization;
using Solidarity.Commands.Books;
using Solidarity.Domain.Federations;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Treasuries;

namespace Solidarity.Commands.Tests.Books;

public sealed class EntryTextTests
{
    [Fact]
    public void All_that_a_body_books_has_words()
    {
        var booked = typeof(SectionEvent).Assembly.GetTypes()
            .Where(type => !type.IsGenericTypeDefinition
                && (type.IsAssignableTo(typeof(SectionEvent)) || type.IsAssignableTo(typeof(TreasuryEvent))
                    || type.IsAssignableTo(typeof(FederationEvent))))
            .SelectMany(type => type.GetCustomAttributes<JsonDerivedTypeAttribute>())
            .Where(one => one.DerivedType.GetProperty("Entry")?.PropertyType == typeof(LedgerEntry))
            .Select(one => $"{one.TypeDiscriminator}".Split('.')[1]).Distinct().ToArray();
        booked.ShouldContain("deposited");
        booked.ShouldContain("hop-sent");
        booked.ShouldContain("dues-received");
        booked.Where(kind => !EntryText.Knows(kind)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("section.entry-reversed.v1", "entry reversed")]
    [InlineData("section.of-a-newer-service.v1", "of a newer service")]
    [InlineData("nonsense", "nonsense")]
    public void What_is_not_known_is_said_as_the_service_says_it(string what, string text) =>
        EntryText.Of(what).ShouldBe(text);
}
