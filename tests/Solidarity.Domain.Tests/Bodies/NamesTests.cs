using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Routes;
using static Solidarity.Domain.Tests.Kit.Sample;

namespace Solidarity.Domain.Tests.Bodies;

/// <summary>Ids, addresses, parties and the keys made of them: what their texts are, and what is none.</summary>
public sealed class NamesTests
{
    private static readonly string Longest = new('a', Slug.CharsMax);

    [Theory]
    [InlineData("a")]
    [InlineData("0")]
    [InlineData("geneva-1868")]
    [InlineData("a-")]
    public void A_slug_is_lower_case_letters_digits_and_dashes(string text)
    {
        SlugParsing.Parse<SectionId>(text).Value.ShouldBe(text);
        Slug.IsValid(Longest).ShouldBeTrue();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-a")]
    [InlineData("A")]
    [InlineData("é")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("a.b")]
    [InlineData("a#b")]
    public void What_is_no_slug_is_refused(string? text)
    {
        SlugParsing.TryParse<StrikeId>(text, out _).ShouldBeFalse();
        Should.Throw<FormatException>(() => SlugParsing.Parse<StrikeId>(text));
        Slug.IsValid(Longest + "a").ShouldBeFalse();
    }

    [Fact]
    public void An_address_is_a_kind_and_an_id()
    {
        foreach (var address in new Address[] { Printers, Romande, Lockout, Way })
            Address.Parse(address.ToString()).ShouldBe(address);
        ((Address)Printers).ToString().ShouldBe("sections/lausanne-printers");
        Should.Throw<InvalidOperationException>(() => ((Address)Romande).Section);
        Should.Throw<InvalidOperationException>(() => ((Address)Printers).Federation);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("printers")]
    [InlineData("sections/")]
    [InlineData("/printers")]
    [InlineData("section/printers")]
    [InlineData("sections/a/b")]
    public void What_is_no_address_is_refused(string? text)
    {
        Address.TryParse(text, out _).ShouldBeFalse();
        Should.Throw<FormatException>(() => Address.Parse(text));
    }

    [Theory]
    [InlineData("A hatter")]
    [InlineData("sections/lausanne-printers")]
    [InlineData("name:twice")]
    [InlineData("No. 5 # and more")]
    public void A_giver_outside_the_system_goes_by_any_name(string name)
    {
        var aid = new AidKey(Party.Named(name), First);
        AidKey.Parse(aid.ToString()).ShouldBe(aid);
        aid.From.Label.ShouldBe($"\"{name}\" (outside giver)");
        Party.Parse(aid.From.ToString()).Body.ShouldBeNull();
    }

    [Fact]
    public void Givers_are_in_the_order_of_their_texts()
    {
        string[] texts =
        [
            "federations/a", "federations/z", "name:", "name:a", "name:sections/a", "sections/a", "sections/a-b",
            "sections/a0", "sections/b", "strikes/a", "transfers/a",
        ];
        foreach (var one in texts)
            foreach (var other in texts)
                Math.Sign(Party.Parse(one).CompareTo(Party.Parse(other)))
                    .ShouldBe(Math.Sign(string.CompareOrdinal(one, other)), $"{one} and {other}");
    }

    [Fact]
    public void A_body_that_gives_goes_by_its_address()
    {
        AidKey.Parse("sections/lausanne-printers#first").ShouldBe(FirstAid);
        FirstAid.From.Label.ShouldBe("lausanne-printers");
    }

    [Theory]
    [InlineData("first")]
    [InlineData("sections/a#")]
    [InlineData("#first")]
    [InlineData("sections/a#B")]
    public void What_is_no_piece_of_aid_is_refused(string text) =>
        Should.Throw<FormatException>(() => AidKey.Parse(text));

    [Fact]
    public void Hops_and_corridors_are_read_as_they_are_written()
    {
        HopKey.Parse(Key(3, 2).ToString()).ShouldBe(Key(3, 2));
        var corridor = new CorridorKey(Romande, Gbp, Chf);
        CorridorKey.Parse(corridor.ToString()).ShouldBe(corridor);
        Should.Throw<FormatException>(() => HopKey.Parse("first.1"));
        Should.Throw<FormatException>(() => HopKey.Parse("first.1.x"));
        Should.Throw<FormatException>(() => CorridorKey.Parse("federations/romande CHF"));
    }

    [Fact]
    public void Every_account_is_of_a_class()
    {
        Account[] accounts =
        [
            Account.Treasury, Account.Pledged, Account.Held, Account.Passing, Account.Dues, Account.Outside,
            Account.Fees, Account.Exchange, Account.Lent, Account.Borrowed, Account.Loans, Account.StrikeFund(Lockout),
            Account.To(Romande), Account.From(Printers),
        ];
        foreach (var account in accounts)
            Account.Parse(account.Name).ShouldBe(account);
        Account.StrikeFund(Lockout).Class.ShouldBe(AccountClass.Holding);
        Should.Throw<FormatException>(() => Account.Parse("slush fund"));
    }

    [Fact]
    public void Keys_are_ordered_by_their_parts()
    {
        Key(1).CompareTo(Key(2)).ShouldBeLessThan(0);
        Key(2, plan: 1).CompareTo(Key(1, plan: 2)).ShouldBeLessThan(0);
        ((Address)Printers).CompareTo(Romande).ShouldBeLessThan(0);
        new CorridorKey(Romande, Chf, Gbp).CompareTo(new CorridorKey(Romande, Chf, Chf)).ShouldBeGreaterThan(0);
    }
}
