using System.Text;
using System.Text.RegularExpressions;

namespace Solidarity.Domain.Money;

/// <summary>Why a text is no sum to pay.</summary>
/// <param name="IsMalformed">The text cannot be read; else it can, and is no sum that may be paid.</param>
/// <param name="Text">Follows the field's name.</param>
public readonly record struct SumProblem(bool IsMalformed, Wording Text);

/// <summary>How the language of a writer separates decimals, and so what groups digits: 1.500 is one and a half where
/// it is a <see cref="Point"/>, and fifteen hundred where it is a <see cref="Comma"/>.</summary>
public enum DecimalMark
{
    Unknown,
    Point,
    Comma,
}

/// <summary>
/// The one place that reads sums as people write them. What is accepted has one reading: 1'500, 1 500, 1,500.00 and
/// 1.500,00 do, and so do £8 0s. 6d. and 8/0/6 of pounds of 240 pence. What two people could read as two sums, as
/// 1,500, is refused with both readings unless the writer's language decides it, and so is every sum with more decimals
/// than its currency has. What
/// <see cref="AmountText.Write(Amount)"/> prints is read as the same sum.
/// </summary>
public static partial class SumReading
{
    /// <summary>The longest text that is read; a sum at the limit with all its marks has half of that.</summary>
    public const int CharsMax = 60;

    private const int GroupDigits = 3;
    private const int ShillingsPerPound = 20;
    private const int WholeDigitsMax = 18;

    /// <param name="mark">What decides where the text alone does not.</param>
    /// <param name="isData">The text is a cell of a data file, whose format allows digits and a decimal point alone.
    /// </param>
    public static Amount? Read(string text, Currency currency, out SumProblem problem, bool isData = false,
        DecimalMark mark = DecimalMark.Unknown)
    {
        problem = default;
        var minor = isData ? Plain(text, currency, ref problem) : Written(text, currency, mark, ref problem);
        if (problem != default)
            return null;
        if (minor > 0 && minor <= Amount.MinorMax)
            return new Amount((long)minor, currency);
        problem = new(IsMalformed: false, minor <= 0
            ? Wording.Of($"\"{text}\" is no sum to pay; it must be above zero")
            : $"{text} {currency.Code} is above the most at once, {Amount.MinorMax} minor units; check it");
        return null;
    }

    /// <summary>How many decimals a sum can have: 2 of CHF, none of JPY/1, 4 of GBP/240 (threepence is 0.0125).
    /// </summary>
    public static int DecimalsOf(int unitsPerMajor)
    {
        var (twos, fives) = (0, 0);
        for (; unitsPerMajor % 2 == 0; unitsPerMajor /= 2)
            twos++;
        for (; unitsPerMajor % 5 == 0; unitsPerMajor /= 5)
            fives++;
        return Math.Max(twos, fives);
    }

    private static Int128 Written(string text, Currency currency, DecimalMark mark, ref SumProblem problem)
    {
        if (text.Length > CharsMax)
            return Malformed($"has {text.Length} characters; a sum has at most {CharsMax}", ref problem);
        if (Foreign(text) is { } digits)
            return Malformed(digits, ref problem);
        var number = WithoutCode(text.Trim(), currency);
        var (sign, unsigned) = number is ['-' or '\u2212', .. var rest] ? (-1, rest.TrimStart()) : (1, number);
        var minor = Parts(unsigned, currency) ?? Fraction(unsigned, currency);
        if (minor is null && currency.UnitsPerMajor == AmountText.PencePerPound && Halves().Match(unsigned) is
            { Success: true } halves)
            return Malformed($"\"{text}\" could be £0 {halves.Groups["a"]}s. {halves.Groups["b"]}d. or "
                + $"£{halves.Groups["a"]} {halves.Groups["b"]}s. 0d.; write one of these", ref problem);
        return sign * (minor ?? Decimals(text, unsigned, currency, mark, ref problem));
    }

    // 1'500.50: what stands last and once is the decimal sign, whatever stands before it groups the digits by three.
    private static Int128 Decimals(
        string text, string number, Currency currency, DecimalMark mark, ref SumProblem problem)
    {
        if (number is ['£', .. var pounds] && currency.Code == "GBP")
            number = pounds.TrimStart();
        // 5.- has no decimals, as bills say it; behind a comma a point groups: 1.500,-.
        if (NoDecimals().Match(number) is { Success: true } bill)
        {
            number = bill.Groups["whole"].Value;
            mark = bill.Groups["mark"].Value == "," && !number.Contains(',', StringComparison.Ordinal)
                ? DecimalMark.Comma
                : mark;
        }
        if (!Number().IsMatch(number))
            return Malformed(NoSum(text, currency), ref problem);
        // The last point or comma, if it stands there once, begins the decimals.
        var at = number.LastIndexOfAny(['.', ',']);
        if (at >= 0 && number.IndexOf(number[at], StringComparison.Ordinal) < at)
            at = -1;
        var (whole, decimals) = at < 0 ? (number, "") : (number[..at], number[(at + 1)..]);
        var marks = MarksOf(whole);
        // The only mark, with three digits behind it, is a point to one reader and a comma to another.
        if (marks.Length == 0 && decimals.Length == GroupDigits && whole.Length <= GroupDigits && whole[0] != '0')
        {
            if (IsGroup(number[at], currency, mark) is not { } isGroup)
                return Malformed(TwoReadings(text, whole, decimals, currency, mark), ref problem);
            if (isGroup)
                (whole, decimals) = (whole + decimals, "");
        }
        if (marks.Distinct().Count() > 1 || !IsGrouped(whole) || decimals.Any(letter => !char.IsAsciiDigit(letter)))
            return Malformed($"\"{text}\" has its digits in other groups than of three, all with the same mark; "
                + $"write them without", ref problem);
        return Exact(text, new string([.. whole.Where(char.IsAsciiDigit)]), decimals, currency, ref problem);
    }

    // Whether the only mark groups three digits, or decimals begin with it; null where nobody can say. What is printed
    // of a currency of three decimals has a point, and so has what its users write, unless their language has a comma.
    private static bool? IsGroup(char only, Currency currency, DecimalMark mark) => mark switch
    {
        DecimalMark.Point => only == ',',
        DecimalMark.Comma when only == ',' => false,
        DecimalMark.Comma => currency.UnitsPerMajor == 1_000 ? null : true,
        _ => only == '.' && currency.UnitsPerMajor == 1_000 ? false : null,
    };

    private static Wording TwoReadings(
        string text, string whole, string decimals, Currency currency, DecimalMark mark)
    {
        var shorter = Shortest(whole, decimals, currency);
        if (mark == DecimalMark.Comma)
            shorter = shorter?.Replace('.', ',');
        return shorter is null
            ? Wording.Of($"\"{text}\" could be {whole}{decimals} or {whole}.{decimals}; write {whole}{decimals}")
            : $"\"{text}\" could be {whole}{decimals} or {whole}.{decimals}; write {whole}{decimals}, or {shorter}";
    }

    private static Int128 Plain(string text, Currency currency, ref SumProblem problem)
    {
        var match = DataNumber().Match(text);
        if (!match.Success)
            return Malformed($"\"{text}\" is no sum; write digits with a decimal point, as 5.50", ref problem);
        var minor = Exact(
            text, match.Groups["whole"].Value, match.Groups["decimals"].Value, currency, ref problem);
        return match.Groups["minus"].Success ? -minor : minor;
    }

    private static Int128 Exact(
        string text, string whole, string decimals, Currency currency, ref SumProblem problem)
    {
        var most = DecimalsOf(currency.UnitsPerMajor);
        if (decimals.Length > most)
            return Malformed(most == 0
                ? Wording.Of($"\"{text}\" has {Count(decimals.Length)}, and {currency} has none")
                : $"\"{text}\" has {Count(decimals.Length)}, and {currency} has at most {most}", ref problem);
        // Above any limit, whatever the currency; the digits need not be counted.
        if (whole.TrimStart('0').Length > WholeDigitsMax)
            return Int128.MaxValue;
        var scale = 1;
        for (var i = 0; i < decimals.Length; i++)
            scale *= 10;
        var (minor, rest) = Int128.DivRem(
            Int128.Parse(whole + decimals, CultureInfo.InvariantCulture) * currency.UnitsPerMajor, scale);
        return rest == 0 ? minor : Malformed($"{text} {currency.Code} is no whole number of minor units; "
            + $"1 {currency.Code} has {currency.UnitsPerMajor}", ref problem);
    }

    // 8/0/6, £8 0s. 6d. with any of the three left out, and LIVRE 8 0s. 6d.
    private static Int128? Parts(string number, Currency currency)
    {
        if (currency.UnitsPerMajor != AmountText.PencePerPound
            || PoundsShillingsPence().Match(number) is not { Success: true } match)
            return null;
        Int128 Part(string name) => match.Groups[name] is { Success: true, Value: var digits }
            ? Int128.Parse(digits, CultureInfo.InvariantCulture)
            : 0;
        return (((Part("pounds") * ShillingsPerPound) + Part("shillings")) * AmountText.PencePerShilling)
            + Part("pence");
    }

    // 42 249/288: thalers and their pfennigs, as they are printed.
    private static Int128? Fraction(string number, Currency currency)
    {
        if (WholeAndParts().Match(number) is not { Success: true } match)
            return null;
        long Of(string name) => long.Parse(match.Groups[name].Value, CultureInfo.InvariantCulture);
        return Of("units") == currency.UnitsPerMajor && Of("minor") < currency.UnitsPerMajor
            ? ((Int128)Of("major") * currency.UnitsPerMajor) + Of("minor")
            : null;
    }

    // The code may stand before or behind, as it is printed, and so may a sign that people write for it.
    private static string WithoutCode(string text, Currency currency)
    {
        foreach (var sign in SignsOf(currency))
            if (text.Length > sign.Length && text.EndsWith(sign, StringComparison.OrdinalIgnoreCase))
                return text[..^sign.Length].TrimEnd();
            else if (text.Length > sign.Length && text.StartsWith(sign, StringComparison.OrdinalIgnoreCase)
                && (!char.IsAsciiLetter(sign[^1]) || text[sign.Length] == ' '))
                return text[sign.Length..].TrimStart();
        return text;
    }

    // Pounds of 240 pence keep theirs: it is a part of £8 0s. 6d.
    private static string[] SignsOf(Currency currency) => currency.Code switch
    {
        "EUR" => ["EUR", "€"],
        "USD" => ["USD", "US$", "$"],
        "JPY" => ["JPY", "¥"],
        "CHF" => ["CHF", "SFr.", "Fr.", "SFr", "Fr"],
        "FRF" or "BEF" => [currency.Code, "fr.", "fr", "F"],
        "GBP" when currency.UnitsPerMajor != AmountText.PencePerPound => ["GBP", "£"],
        _ => [currency.Code],
    };

    private static Wording? Foreign(string text)
    {
        var plain = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
            plain.Append(Rune.IsDigit(rune) ? ((int)Rune.GetNumericValue(rune)).ToString(CultureInfo.InvariantCulture)
                : rune.ToString());
        return plain.Equals(text)
            ? null
            : Wording.Of($"\"{text}\" has other digits than 0 to 9; write {plain}");
    }

    private static Wording NoSum(string text, Currency currency) =>
        currency.UnitsPerMajor == AmountText.PencePerPound
            ? Wording.Of($"\"{text}\" is no sum; write digits with a decimal point, as 5.50, or pounds, shillings and "
                + $"pence as 8/0/6")
            : $"\"{text}\" is no sum; write digits with a decimal point, as 5.50";

    // The reading with a decimal point, where the currency has it, in another number of decimals than three.
    private static string? Shortest(string whole, string decimals, Currency currency)
    {
        var (most, needed) = (DecimalsOf(currency.UnitsPerMajor), decimals.TrimEnd('0'));
        return needed.Length == 0 ? whole
            : needed.Length < GroupDigits && needed.Length <= most ? $"{whole}.{needed}"
            : currency.UnitsPerMajor == 1_000 ? $"{whole}.{decimals}"
            : most > GroupDigits ? $"{whole}.{decimals}0"
            : null;
    }

    private static string MarksOf(string digits) => new([.. digits.Where(letter => !char.IsAsciiDigit(letter))]);

    private static bool IsGrouped(string digits)
    {
        var groups = digits.Split(MarksOf(digits).ToCharArray());
        return groups.Length == 1
            || (groups[0].Length is > 0 and <= GroupDigits && groups.Skip(1).All(group => group.Length == GroupDigits));
    }

    private static Wording Count(int decimals) => decimals == 1 ? Wording.Of("1 decimal") : $"{decimals} decimals";

    private static Int128 Malformed(Wording text, ref SumProblem problem)
    {
        if (problem == default)
            problem = new SumProblem(IsMalformed: true, text);
        return 0;
    }

    // Digits, with single marks between them.
    [GeneratedRegex(@"^[0-9]+([.,'\u2019 \u00A0\u2007\u2009\u202F][0-9]+)*\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Number();

    [GeneratedRegex(@"^(?<whole>[0-9].*)(?<mark>[.,]) ?(-{1,2}|[\u2012-\u2015])\z", RegexOptions.ExplicitCapture)]
    private static partial Regex NoDecimals();

    [GeneratedRegex(@"^(?<minus>-)?(?<whole>[0-9]+)(\.(?<decimals>[0-9]+))?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex DataNumber();

    [GeneratedRegex(
        @"^(?<major>[0-9]{1,18}) (?<minor>[0-9]{1,7})/(?<units>[0-9]{1,7})\z", RegexOptions.ExplicitCapture)]
    private static partial Regex WholeAndParts();

    [GeneratedRegex(@"^(?<a>1?[0-9])/(?<b>1[01]|[0-9])\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Halves();

    [GeneratedRegex(
        @"^£?(?<pounds>[0-9]{1,15})/(?<shillings>1?[0-9])/(?<pence>1[01]|[0-9])\z"
        + @"|^(?=.*[£sd])(£ ?(?<pounds>[0-9]{1,15})|(?<pounds>[0-9]{1,15})(?= [0-9]+ ?s))?"
        + @"( ?(?<shillings>1?[0-9]) ?s\.?)?( ?(?<pence>1[01]|[0-9]) ?d\.?)?\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex PoundsShillingsPence();
}
