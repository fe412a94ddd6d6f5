using Solidarity.Replay.Seeds;

namespace Solidarity.Replay.Tests.Seeds;

/// <summary>One wrong cell, and the words in which it is told.</summary>
public sealed class SeedErrorsTests
{
    private const string Shown = "0123456789012345678901234567890123456789012345678901234567890123456789012345678";
    private const string Long = Shown + Shown + Shown;

    [Theory]
    [InlineData("aid.csv", "aid-011", "strike_id", "par-bronz",
        "aid.csv:12: column strike_id: \"par-bronz\" is not a strike in strikes.csv; "
        + "did you mean \"par-bronze-1867\"?")]
    [InlineData("aid.csv", "aid-011", "strike_id", "nothing-like-it",
        "aid.csv:12: column strike_id: \"nothing-like-it\" is not a strike in strikes.csv; "
        + "add it there or correct this cell")]
    [InlineData("aid.csv", "aid-011", "strike_id", "",
        "aid.csv:12: column strike_id: is empty; name a strike of strikes.csv")]
    [InlineData("aid.csv", "aid-011", "currency", "FRX",
        "aid.csv:12: column currency: \"FRX\" is not a currency in currencies.csv; did you mean \"FRF\"?")]
    [InlineData("aid.csv", "aid-011", "currency", "",
        "aid.csv:12: column currency: is empty; name a currency of currencies.csv")]
    [InlineData("aid.csv", "aid-011", "id", "aid-001",
        "aid.csv:12: column id: \"aid-001\" is the id of line 2 already; give each row its own")]
    [InlineData("aid.csv", "aid-011", "id", "Aid 11",
        "aid.csv:12: column id: \"Aid 11\" is not an id; write 1 to 63 of a-z, 0-9 and -, not beginning with -")]
    [InlineData("aid.csv", "aid-011", "id", "", "aid.csv:12: column id: is empty; give the row an id")]
    [InlineData("aid.csv", "aid-011", "date", "1867-13",
        "aid.csv:12: column date: \"1867-13\" is not a date; write YYYY, YYYY-MM or YYYY-MM-DD")]
    [InlineData("aid.csv", "aid-011", "date", "2 July 1867",
        "aid.csv:12: column date: \"2 July 1867\" is not a date; write YYYY, YYYY-MM or YYYY-MM-DD")]
    [InlineData("aid.csv", "aid-011", "date", "9999-12-30",
        "aid.csv:12: column date: \"9999-12-30\" is out of range; dates from 1800-01-01 to 2199-12-31 can be given")]
    [InlineData("aid.csv", "aid-011", "date", "1799",
        "aid.csv:12: column date: \"1799\" is out of range; dates from 1800-01-01 to 2199-12-31 can be given")]
    [InlineData("aid.csv", "aid-011", "date", "",
        "aid.csv:12: column date: is empty; write a date as YYYY, YYYY-MM or YYYY-MM-DD")]
    [InlineData("aid.csv", "aid-011", "kind", "present",
        "aid.csv:12: column kind: \"present\" is not known here; use one of: address; aggregate; gift; loan; "
        + "no money asked; repayment; repayment redirected; unspecified")]
    [InlineData("aid.csv", "aid-011", "status", "",
        "aid.csv:12: column status: is empty; use one of: asked; being raised; call issued; collecting; "
        + "decision deferred; nothing given; paid out; pledged; received; received late; refused; sent; "
        + "sent, not yet arrived; voted")]
    [InlineData("aid.csv", "aid-011", "confidence", "sure",
        "aid.csv:12: column confidence: \"sure\" is not known here; use one of: approximate; documented; inferred")]
    [InlineData("aid.csv", "aid-011", "source", "",
        "aid.csv:12: column source: is empty; every row names its source, or says \"unverified\"")]
    [InlineData("aid.csv", "aid-011", "from_federation_id", "iwma-gc",
        "aid.csv:12: column from_federation_id: \"iwma-gc\" stands beside a from_section_id; name one giver")]
    [InlineData("aid.csv", "aid-001", "from_section_id", "paris-bronze",
        "aid.csv:2: column from_section_id: \"paris-bronze\" is the striking section itself; name another giver")]
    [InlineData("aid.csv", "aid-009", "amount", "", "aid.csv:10: column amount: is empty; a repayment names its sum")]
    [InlineData("aid.csv", "aid-009", "from_section_id", "",
        "aid.csv:10: column from_section_id: is empty; a repayment names the section that repays")]
    [InlineData("aid.csv", "aid-009", "status", "voted",
        "aid.csv:10: column status: \"voted\" is not that of a repayment; use sent or received")]
    [InlineData("aid.csv", "aid-009", "strike_id", "rou-cotton-1868",
        "aid.csv:10: column strike_id: \"rou-cotton-1868\" is not a strike of paris-bronze; "
        + "name the strike that the loan was for")]
    [InlineData("aid.csv", "aid-010", "strike_id", "par-bronze-1867",
        "aid.csv:11: column strike_id: \"par-bronze-1867\" is a strike of paris-bronze itself; "
        + "name the strike that the money goes to")]
    [InlineData("aid.csv", "aid-010", "from_section_id", "carouge",
        "aid.csv:11: column from_section_id: \"carouge\" has no strike in strikes.csv that the loan can have been for; "
        + "add it there\n"
        + SeedFiles.Folder + "/aid.csv:11: column currency: \"GBP\" has no way of corridors from sections/carouge to "
        + "sections/rouen-fileurs on 1869-01-01; add them to corridors.csv")]
    [InlineData("aid.csv", "aid-010", "from_section_id", "elbeuf-cercle",
        "aid.csv:11: column currency: \"GBP\" has no way of corridors from sections/elbeuf-cercle to "
        + "sections/rouen-fileurs on 1869-01-01; add them to corridors.csv")]
    [InlineData("federations.csv", "ch-jura", "level", "global",
        "federations.csv:4: column level: \"global\" is not known here; use one of: international; local; national; "
        + "regional")]
    [InlineData("federations.csv", "ch-jura", "name", "", "federations.csv:4: column name: is empty; fill it in")]
    [InlineData("federations.csv", "ch-jura", "locality", Long,
        "federations.csv:4: column locality: \"" + Shown + "…\" is longer than 200 characters; shorten it")]
    [InlineData("strikes.csv", "lon-wire-1866", "trade", Shown + "901234567890",
        "strikes.csv:4: column trade: \"" + Shown + "…\" is longer than 90 characters; shorten it")]
    [InlineData("strikes.csv", "lon-wire-1866", "public", "",
        "strikes.csv:4: column public: is empty; use one of: books; breakdown; nothing; totals")]
    [InlineData("strikes.csv", "lon-wire-1866", "strikers", "10000001",
        "strikes.csv:4: column strikers: \"10000001\" is not a number of people; write 1 to 10000000, "
        + "or nothing when not known")]
    [InlineData("federations.csv", "ch-jura", "country", "Schweiz",
        "federations.csv:4: column country: \"Schweiz\" is no country code; CH is the code of Switzerland")]
    [InlineData("federations.csv", "ch-jura", "parent_id", "ch-jura",
        "federations.csv:4: column parent_id: \"ch-jura\" makes ch-jura contain itself: ch-jura > ch-jura; "
        + "name another parent, or none")]
    [InlineData("federations.csv", "ch-jura", "parent_id", "iwma-cg",
        "federations.csv:4: column parent_id: \"iwma-cg\" is not a federation in federations.csv; "
        + "did you mean \"iwma-gc\"?")]
    [InlineData("sections.csv", "carouge", "kind", "club",
        "sections.csv:20: column kind: \"club\" is not known here; use one of: affiliated trade society; central; "
        + "individual members; language; local; propaganda; study circle; trade; women")]
    [InlineData("sections.csv", "montreux", "id", "ch-jura",
        "sections.csv:45: column id: \"ch-jura\" is the id of a federation already; give each body its own")]
    [InlineData("sections.csv", "carouge", "country", "BR",
        "sections.csv:20: column country: \"BR\" has no currency in currencies.csv; add the one that is used there")]
    [InlineData("sections.csv", "carouge", "federation_ids", "fr-romande;fr-romande",
        "sections.csv:20: column federation_ids: \"fr-romande\" stands in the list more than once; keep one of them")]
    [InlineData("sections.csv", "carouge", "federation_ids", "fr-romande;",
        "sections.csv:20: column federation_ids: is empty; name a federation of federations.csv")]
    [InlineData("sections.csv", "carouge", "members", "-4",
        "sections.csv:20: column members: \"-4\" is not a number of people; write 1 to 10000000, "
        + "or nothing when not known")]
    [InlineData("strikes.csv", "par-bronze-1867", "end", "1866",
        "strikes.csv:7: column end: \"1866\" is before the start; correct one of them")]
    [InlineData("currencies.csv", "GBP", "subdivision", "many pence",
        "currencies.csv:7: column subdivision: \"many pence\" does not say how many units make one; "
        + "write as \"100 centimes\"")]
    [InlineData("currencies.csv", "GBP", "subdivision", "12 pence",
        "currencies.csv:7: column code: \"GBP\" is no currency: GBP has 100 minor units, and an old one has 240 minor "
        + "units; write GBP or GBP/240")]
    public void A_wrong_cell_is_told(string file, string id, string column, string value, string expected) =>
        SeedFiles.International().With(file, id, column, value).Errors().ShouldBe($"{SeedFiles.Folder}/{expected}");

    [Theory]
    [InlineData("amount", "five", "is not an amount; write digits with a decimal point, as 5.50")]
    [InlineData("amount", "1,000", "is not an amount; write digits with a decimal point, as 5.50")]
    [InlineData("amount", "-60.00", "is negative; an amount is above zero")]
    [InlineData("amount", "0.00", "is zero; an amount is above zero, and one that is not known is an empty cell")]
    [InlineData("amount", "60.001", "is not a whole number of the 100 units of 1 FRF; write the exact sum")]
    [InlineData("amount", "60.0000001", "has more than 6 decimals; write the exact sum")]
    [InlineData("amount", "1234567890123", "has more than 12 digits before the decimal point; check it")]
    public void A_wrong_amount_is_told(string column, string value, string expected) =>
        SeedFiles.International().With("aid.csv", "aid-011", column, value).Errors()
            .ShouldBe($"{SeedFiles.Folder}/aid.csv:12: column {column}: \"{value}\" {expected}");

    [Theory]
    [InlineData("0.0833", "twenty pence", "is not a whole number of the 240 units of 1 GBP; write the exact sum, "
        + "or its wording in amount_as_recorded as \"0 pounds 1s. 8d.\"")]
    [InlineData("0.0834", "0 pounds 1s. 8d.",
        "does not agree with amount_as_recorded \"0 pounds 1s. 8d.\", which is 20 pence; correct one of them")]
    [InlineData("0.25", "0 pounds 1s. 8d.",
        "does not agree with amount_as_recorded \"0 pounds 1s. 8d.\", which is 20 pence; correct one of them")]
    public void Pounds_shillings_and_pence_must_agree(string amount, string recorded, string expected) =>
        SeedFiles.International()
            .With("contributions.csv", "pay-15", "amount", amount)
            .With("contributions.csv", "pay-15", "amount_as_recorded", recorded)
            .Errors()
            .ShouldBe($"{SeedFiles.Folder}/contributions.csv:16: column amount: \"{amount}\" {expected}");

    [Theory]
    [InlineData("to", "iwma-gx", "\"iwma-gx\" is not a section in sections.csv, nor a federation in federations.csv, "
        + "nor derived from a strike; did you mean \"iwma-gc\"?")]
    [InlineData("to", "", "is empty; name a section or federation")]
    [InlineData("to", "fr-romande", "\"fr-romande\" is where the corridor begins; name another body")]
    [InlineData("rate_numerator", "2", "\"2\" changes a currency into itself; write 1 and 1")]
    [InlineData("rate_numerator", "0", "\"0\" is not a factor; write a whole number above zero")]
    [InlineData("rate_denominator", "1.5", "\"1.5\" is not a factor; write a whole number above zero")]
    [InlineData("rate_denominator", "", "is empty; write a whole number above zero")]
    public void A_wrong_corridor_is_told(string column, string value, string expected) =>
        SeedFiles.International().With("corridors.csv", 2, column, value).Errors().Split('\n')[0]
            .ShouldBe($"{SeedFiles.Folder}/corridors.csv:2: column {column}: {expected}");

    [Fact]
    public void A_corridor_that_stands_twice_is_told()
    {
        var files = SeedFiles.International();
        var first = SeedSchema.Corridors.Columns.Select(column => files.Cell("corridors.csv", 2, column)).ToArray();

        files.WithLine("corridors.csv", first).Errors().ShouldBe(
            $"{SeedFiles.Folder}/corridors.csv:557: column to: \"iwma-gc\" ends the same corridor as another line; "
            + "keep one of them");
    }

    [Fact]
    public void A_circle_of_federations_is_told_at_each_of_them() =>
        SeedFiles.International().With("federations.csv", "fr-romande", "parent_id", "ch-geneva-local").Errors()
            .ShouldBe(
                $"{SeedFiles.Folder}/federations.csv:3: column parent_id: \"ch-geneva-local\" makes fr-romande contain "
                + "itself: fr-romande > ch-geneva-local > fr-romande; name another parent, or none\n"
                + $"{SeedFiles.Folder}/federations.csv:5: column parent_id: \"fr-romande\" makes ch-geneva-local "
                + "contain itself: ch-geneva-local > fr-romande > ch-geneva-local; "
                + "name another parent, or none");

    [Fact]
    public void A_strike_whose_derived_section_exists_already_is_told() =>
        SeedFiles.International()
            .With("strikes.csv", "lon-wire-1866", "trade", "french")
            .Errors()
            .ShouldBe(
                $"{SeedFiles.Folder}/strikes.csv:4: column section_id: is empty, and the id from locality and trade, "
                + "\"london-french\", is that of a section already; name the section that struck");

    [Fact]
    public void A_sum_without_a_way_is_told_at_its_row() =>
        SeedFiles.International().WithoutLines("corridors.csv", cells => cells[1] == "lodi").Errors().ShouldBe(
            $"{SeedFiles.Folder}/aid.csv:51: column currency: \"GBP\" has no way of corridors from federations/iwma-gc "
            + "to sections/lodi on 1873-03-21; add them to corridors.csv");

    [Fact]
    public void A_repayment_before_there_was_anything_to_repay_is_told() =>
        SeedFiles.International().With("strikes.csv", "par-bronze-1867", "start", "1869-05").Errors().ShouldBe(
            $"{SeedFiles.Folder}/aid.csv:11: column date: lets paris-bronze repay on 1869-01-01 what it borrowed for "
            + "par-bronze-1867, which began on 1869-05-01; correct one of them");

    [Fact]
    public void A_hundred_errors_are_told_and_the_others_counted()
    {
        var files = SeedFiles.International();
        for (var line = 2; line < 152; line++)
            files.With("sections.csv", line, "name", "");

        var invalid = files.Load().ShouldBeOfType<SeedLoad.Invalid>();

        invalid.Count.ShouldBe(150);
        invalid.First.Length.ShouldBe(SeedLimits.ErrorsMax);
        invalid.Report().Split('\n')[^1].ShouldBe("and 50 more");
    }

    [Fact]
    public void Errors_of_several_files_are_told_together() =>
        SeedFiles.International()
            .With("federations.csv", "ch-jura", "name", "")
            .With("aid.csv", "aid-011", "date", "soon")
            .With("calls.csv", "call-03", "strike_id", "gva-buld-1868")
            .Errors()
            .ShouldBe(
                $"{SeedFiles.Folder}/federations.csv:4: column name: is empty; fill it in\n"
                + $"{SeedFiles.Folder}/calls.csv:4: column strike_id: \"gva-buld-1868\" is not a strike in "
                + "strikes.csv; did you mean \"gva-build-1868\"?\n"
                + $"{SeedFiles.Folder}/aid.csv:12: column date: \"soon\" is not a date; "
                + "write YYYY, YYYY-MM or YYYY-MM-DD");

    [Fact]
    public void What_a_file_says_is_shown_short_and_without_control_characters()
    {
        var errors = SeedFiles.International()
            .With("aid.csv", "aid-011", "date", "\u001b[2J" + new string('x', 100)).Errors();

        errors.ShouldStartWith($"{SeedFiles.Folder}/aid.csv:12: column date: \"\\u001B[2Jxxx");
        errors.ShouldEndWith("xxx…\" has U+001B at character 1, which is a control character; take it out");
        errors.ShouldNotContain("\u001b");
        errors.Length.ShouldBeLessThan(220);
    }
}
