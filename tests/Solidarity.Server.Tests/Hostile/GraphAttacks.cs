namespace Solidarity.Server.Tests.Hostile;

/// <summary>Attacks with federations, corridors and the ways over them.</summary>
internal sealed partial class Strangers
{
    private const int StackWidth = 12;
    private const int MeshWidth = 14;

    /// <summary>Offers of corridors to the honest federation, in more currencies than there are.</summary>
    private async Task OfferCorridorsAsync(int number)
    {
        var section = Numbered("offering", number % 2);
        await OnceAsync(section, () => FoundSectionAsync(section));
        await TryAsync("offer a corridor", () => Corridors.OfferCorridorAsync(new()
        {
            RequestId = NewId(),
            From = $"sections/{section}",
            To = _victims.Federation,
            Given = new V1.Currency { CurrencyCode = "XTS", UnitsPerMajor = 1 + number },
            Terms = new V1.CorridorTerms { CapacityMinorUnits = 1 },
        }));
    }

    /// <summary>New bodies that ask the honest federation to take them in.</summary>
    private async Task AskAffiliationAsync(int number)
    {
        var asker = Numbered("asker", number);
        await FoundSectionAsync(asker);
        await TryAsync("ask to be taken in", () => Sections.AskAffiliationAsync(new()
        {
            RequestId = NewId(),
            Member = $"sections/{asker}",
            Federation = _victims.Federation,
        }));
    }

    /// <summary>Levels of federations, each a member of all in the level above: as many ways as there can be.</summary>
    private async Task StackFederationsAsync(int number)
    {
        var (level, place) = (number / StackWidth, number % StackWidth);
        var member = $"level-{level}-{place}";
        await FoundFederationAsync(member);
        if (level == 0)
            return;
        for (var above = 0; above < StackWidth; above++)
        {
            var federation = $"federations/level-{level - 1}-{above}";
            await TryAsync("ask to be taken in", () => Federations.AskAffiliationAsync(new()
            {
                RequestId = NewId(),
                Member = $"federations/{member}",
                Federation = federation,
            }));
            await TryAsync("admit", () => Federations.AdmitMemberAsync(new()
            {
                RequestId = NewId(),
                Federation = federation,
                Member = $"federations/{member}",
            }));
        }
    }

    /// <summary>Quotes for ways over a mesh of narrow corridors that has very many of them.</summary>
    private async Task QuoteAsync(int number)
    {
        await OnceAsync("mesh", async () =>
        {
            for (var node = 0; node < MeshWidth; node++)
            {
                await FoundSectionAsync(Numbered("mesh", node));
                await DepositAsync($"sections/{Numbered("mesh", node)}", Money(MinorMax));
            }
            for (var from = 0; from < MeshWidth; from++)
                for (var to = 0; to < MeshWidth; to++)
                    if (from != to)
                        await OpenCorridorAsync(
                            $"sections/{Numbered("mesh", from)}", $"sections/{Numbered("mesh", to)}",
                            new() { CapacityMinorUnits = 1 + from + to, FeeMinorUnits = from * to % 3 }, "CHF", "CHF");
            await OpenCorridorAsync(
                $"sections/{Numbered("mesh", MeshWidth - 1)}", Victims.SlowNeighbour, new() { CapacityMinorUnits = 1 },
                "CHF", "CHF");
        });
        await TryAsync("quote", () => new V1.TransfersService.TransfersServiceClient(_channel).QuoteTransferAsync(new()
        {
            From = $"sections/{Numbered("mesh", number % MeshWidth)}",
            Strike = _victims.Strike,
            Amount = Money(1_000_00),
        }));
        await TryAsync("plan", async () =>
        {
            using var plan = new V1.RoutesService.RoutesServiceClient(_channel).PlanRoutes(new()
            {
                Strike = _victims.Strike,
                From = $"sections/{Numbered("mesh", number % MeshWidth)}",
                Amount = Money(1_000_00),
            });
            while (await plan.ResponseStream.MoveNext(CancellationToken.None))
            {
                // All of it is taken, as an honest client would.
            }
        });
    }
}
