using Solidarity.Domain.Text;

namespace Solidarity.Domain.Tests.Bodies;

public sealed class TradeTableTests
{
    private static readonly TradeTable Table = TradeTable.BuiltIn;

    [Theory]
    [InlineData("bakers")]
    [InlineData("Bakers")]
    [InlineData("BAKERS")]
    [InlineData("baker")]
    [InlineData("the bakers")]
    [InlineData("Bäcker")]
    [InlineData("bäckerin")]
    [InlineData("Bäckerinnen")]
    [InlineData("BÄCKER")]
    [InlineData("Ba\u0308cker")]
    [InlineData("Baecker")]
    [InlineData("Backer")]
    [InlineData("Bäcker*innen")]
    [InlineData("Bäcker:innen")]
    [InlineData("Bäcker_innen")]
    [InlineData("Bäcker/-innen")]
    [InlineData("Bäcker(innen)")]
    [InlineData("BäckerInnen")]
    [InlineData("Bäckerinnen und Bäcker")]
    [InlineData("boulangers")]
    [InlineData("boulangère")]
    [InlineData("BOULANGERES")]
    [InlineData("les boulangers")]
    [InlineData("boulanger·ère·s")]
    [InlineData("boulanger.e.s")]
    [InlineData("boulangers et boulangères")]
    [InlineData("panaderos")]
    [InlineData("panaderas")]
    [InlineData("panaderos/as")]
    [InlineData("panader@s")]
    [InlineData("fornai")]
    [InlineData("fornaie")]
    [InlineData("fornai/e")]
    [InlineData("fornaio")]
    public void A_trade_is_known_by_its_names_in_all_languages(string name) =>
        Table.CodeOf(name).ShouldBe("bakers");

    [Theory]
    [InlineData("Maurer", "masons")]
    [InlineData("maçons", "masons")]
    [InlineData("bronze workers", "bronze-workers")]
    [InlineData("bronze-workers", "bronze-workers")]
    [InlineData("tailleurs de pierre", "stone-cutters")]
    [InlineData("Buchbinderinnen", "bookbinders")]
    [InlineData("infermiere", "nurses")]
    [InlineData("estibadores", "dockers")]
    [InlineData("cheminotes", "railway-workers")]
    [InlineData("Gießer", "founders")]
    [InlineData("giesser", "founders")]
    public void A_name_has_one_code(string name, string code) => Table.CodeOf(name).ShouldBe(code);

    [Theory]
    [InlineData("Lamp Lighters", "lamp-lighters")]
    [InlineData("lamp  lighters", "lamp-lighters")]
    [InlineData("LAMP-LIGHTERS!", "lamp-lighters")]
    [InlineData("Ölmüller", "olmuller")]
    [InlineData("пекари", "пекари")]
    [InlineData("ПЕКАРИ", "пекари")]
    [InlineData("パン屋", "パン屋")]
    [InlineData("bakers and masons", "bakers-and-masons")]
    [InlineData("in", "in")]
    public void An_unknown_trade_is_known_by_its_words(string name, string code)
    {
        Table.Known(name).ShouldBeNull();
        Table.CodeOf(name).ShouldBe(code);
        Table.CodeOf(code).ShouldBe(code);
        Table.NameOf(code, "fr").ShouldBe(code.Replace('-', ' '));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("*")]
    [InlineData("-\u0301b")]
    public void What_has_no_words_has_no_code(string name) => Table.CodeOf(name).ShouldBeNull();

    [Fact]
    public void Codes_are_names_that_may_stand_anywhere()
    {
        foreach (var text in new[] { new string('ß', 200), string.Concat(Enumerable.Repeat("a ", 100))[..199],
            string.Concat(Enumerable.Repeat("i ", 100))[..199], string.Concat(Enumerable.Repeat("👷 ", 60)) + "a" })
        {
            var code = Table.CodeOf(text).ShouldNotBeNull();
            Texts.CheckName("trade", code).ShouldBeNull(code);
            Table.CodeOf(code).ShouldBe(code);
        }
    }

    [Theory]
    [InlineData("bakers", "de", "Bäcker")]
    [InlineData("bakers", "fr", "boulangers")]
    [InlineData("bakers", "en", "bakers")]
    [InlineData("bakers", "xx", "bakers")]
    [InlineData("bronze-workers", "en", "bronze workers")]
    [InlineData("lamp-lighters", "de", "lamp lighters")]
    public void A_code_is_shown_in_a_language(string code, string language, string name) =>
        Table.NameOf(code, language).ShouldBe(name);

    [Fact]
    public void The_table_has_each_name_once_and_five_languages_of_most_trades()
    {
        Table.All.Count().ShouldBeGreaterThan(120);
        // Adding it to nothing checks it as an operator's file is checked.
        var csv = "code,language,name\n" + string.Concat(Table.All.SelectMany(trade => trade.Names.SelectMany(
            names => names.Value.Select(name => $"{trade.Code},{names.Key},{name}\n"))));
        TradeTable.Empty.With(csv).All.Count().ShouldBe(Table.All.Count());
        Table.All.Count(trade => trade.Names.Count == 5).ShouldBeGreaterThan(120);
        foreach (var trade in Table.All)
        {
            Table.CodeOf(trade.Code).ShouldBe(trade.Code);
            trade.Names.ContainsKey(TradeTable.English).ShouldBeTrue(trade.Code);
            foreach (var name in trade.Names.Values.SelectMany(names => names))
                Table.Known(name).ShouldBe(trade.Code, name);
        }
    }

    [Fact]
    public void A_file_adds_trades_names_and_languages()
    {
        var table = Table.With("""
            # Ours.
            code,language,name

            lamp-lighters,en,lamp lighters
            lamp-lighters,de,Laternenanzünder
            bakers,nl,bakkers
            bakers,en,dough workers, kneaders
            """);
        table.CodeOf("Laternenanzuender").ShouldBe("lamp-lighters");
        table.CodeOf("bakkers").ShouldBe("bakers");
        table.CodeOf("dough workers, kneaders").ShouldBe("bakers");
        table.NameOf("bakers", "nl").ShouldBe("bakkers");
        table.NameOf("bakers", "en").ShouldBe("bakers");
        table.All.Count().ShouldBe(Table.All.Count() + 1);
        // The table that is built in stays as it is.
        Table.Known("bakkers").ShouldBeNull();
    }

    [Theory]
    [InlineData("", "line 1: the first line is code,language,name")]
    [InlineData("bakers,nl,bakkers", "line 1: the first line is code,language,name")]
    [InlineData("code,language,name\nbakers,nl", "line 2: has 2 cells; write code,language,name")]
    [InlineData("code,language,name\n\nBakers,nl,bakkers", "line 3: \"Bakers\" is no code of a trade")]
    [InlineData("code,language,name\na--b,nl,bakkers", "line 2: \"a--b\" is no code of a trade")]
    [InlineData("code,language,name\n,nl,bakkers", "line 2: \"\" is no code of a trade")]
    [InlineData("code,language,name\nbakers,NL,bakkers", "line 2: \"NL\" is no language")]
    [InlineData("code,language,name\nbakers,nl,", "line 2: \"\" is no name")]
    [InlineData("code,language,name\nbakers,nl,Maurer", "line 2: \"Maurer\" is a name of the trade masons already")]
    [InlineData("code,language,name\nx,nl,kneaders\ny,nl,Kneaders",
        "line 3: \"Kneaders\" is a name of the trade x already")]
    [InlineData("code,language,name\nboulangers,nl,bakkers",
        "line 2: \"boulangers\" is a name of the trade bakers; use that code")]
    public void A_file_with_a_wrong_line_is_refused_and_the_line_named(string csv, string problem) =>
        Should.Throw<FormatException>(() => Table.With(csv)).Message.ShouldStartWith(problem);

    [Fact]
    public void A_table_has_bounds()
    {
        const string header = "code,language,name\n";
        var trades = header + string.Concat(Enumerable.Range(0, TradeTable.TradesMax + 1)
            .Select(i => $"t{i},en,t{i}\n"));
        Should.Throw<FormatException>(() => TradeTable.Empty.With(trades)).Message
            .ShouldContain("more than 5000 trades");
        var names = header + string.Concat(Enumerable.Range(0, TradeTable.NamesOfOneMax + 1)
            .Select(i => $"t,en,n{i}\n"));
        Should.Throw<FormatException>(() => TradeTable.Empty.With(names)).Message.ShouldContain("more than 200 names");
    }
}
