namespace Solidarity.Server.Tests.Hostile;

/// <summary>Attacks with calls, warnings, strikes and what is given besides money.</summary>
internal sealed partial class Strangers
{
    private const int NameCharsMax = 200;
    private const int MemoCharsMax = 1_000;
    private const int CallsPerStrike = 24;

    private static readonly string LongName = new('ж', NameCharsMax);
    private static readonly string LongText = new('漢', MemoCharsMax);

    /// <summary>Support for the victims' strike, in a unit that nobody else counts in.</summary>
    private async Task OfferSupportAsync(int number)
    {
        await OnceAsync("offers", () => FoundSectionAsync("offerer"));
        await TryAsync("offer support", () => new V1.SupportService.SupportServiceClient(_channel)
            .OfferSupportAsync(new()
            {
                RequestId = NewId(),
                Section = "sections/offerer",
                Strike = number % 4 == 3 ? "strikes/end-of-time" : _victims.Strike,
                OfferId = Numbered("o", number),
                Kind = V1.SupportKind.Lodging,
                Quantity = long.MaxValue,
                Unit = Numbered("bed", number),
                Note = LongText,
            }));
    }

    /// <summary>Calls with long texts, sent to the honest federation and the honest sections by name.</summary>
    private async Task CallAsync(int number)
    {
        var caller = number / CallsPerStrike;
        var (section, strike) = ($"sections/{Numbered("caller", caller)}", $"strikes/{Numbered("caller", caller)}");
        await OnceAsync(section, async () =>
        {
            await FoundSectionAsync(Numbered("caller", caller));
            await DeclareStrikeAsync(section, Numbered("caller", caller));
        });
        await TryAsync("call", () => Calls.CallForAidAsync(new()
        {
            RequestId = NewId(),
            Section = section,
            Strike = strike,
            Scope = V1.Level.International,
            Recipients = { _victims.Federation, _victims.Section, _victims.StrikingSection },
            Asks = LongText,
            Need = Money(MinorMax),
        }));
    }

    /// <summary>Terms whose days nobody can reckon with.</summary>
    private async Task CallAtTheEndOfTimeAsync(int number)
    {
        await OnceAsync("end of time", async () =>
        {
            await FoundSectionAsync("end-of-time");
            await DeclareStrikeAsync("sections/end-of-time", "end-of-time");
        });
        await TryAsync("call at the end of time", () => Calls.CallForAidAsync(new()
        {
            RequestId = NewId(),
            Section = "sections/end-of-time",
            Strike = "strikes/end-of-time",
            Scope = V1.Level.Local,
            Recipients = { _victims.Section },
            Asks = "time",
            Need = Money(MinorMax),
            Terms = new V1.CallTerms
            {
                Widest = V1.Level.International,
                WaveHours = int.MaxValue >> (number % 31),
                RunwayDays = int.MaxValue >> (number % 31),
                Pay = new V1.StrikePayTerms
                {
                    Weekly = Money(number % 2 == 0 ? 1 : MinorMax),
                    Strikers = number % 2 == 0 ? 1 : int.MaxValue,
                    From = number % 2 == 0 ? "0001-01-01" : "9999-12-31",
                },
            },
        }));
    }

    /// <summary>Warnings and sightings with long texts.</summary>
    private async Task WarnAsync(int number)
    {
        var warner = Numbered("warner", number);
        await FoundSectionAsync(warner);
        await DeclareStrikeAsync($"sections/{warner}", warner);
        var warnings = new V1.WarningsService.WarningsServiceClient(_channel);
        await TryAsync("warn", () => warnings.GiveWarningAsync(new()
        {
            RequestId = NewId(),
            Section = $"sections/{warner}",
            Strike = $"strikes/{warner}",
            Text = LongText,
        }));
        await TryAsync("report a sighting", () => warnings.ReportSightingAsync(new()
        {
            RequestId = NewId(),
            Section = $"sections/{warner}",
            Strike = _victims.Strike,
            SightingId = Numbered("s", number),
            Place = LongName,
            Text = LongText,
        }));
    }

    /// <summary>Strikes whose facts are as long as they may be, twenty to a section.</summary>
    private async Task DeclareAsync(int number)
    {
        var section = Numbered("striker", number / 20);
        await OnceAsync(section, () => FoundSectionAsync(section));
        await TryAsync("declare a long strike", () => Strikes.DeclareStrikeAsync(new()
        {
            RequestId = NewId(),
            Section = $"sections/{section}",
            StrikeId = Numbered("long", number),
            Trade = LongName,
            Locality = LongName,
            Country = "AQ",
            Employers = { Enumerable.Range(0, 20).Select(employer => Numbered(LongName[..190], employer)) },
            Demands = LongText,
            Strikers = int.MaxValue,
            Start = "1868-03-01",
        }));
    }
}
