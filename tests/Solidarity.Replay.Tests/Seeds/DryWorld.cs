using Solidarity.Domain.Bodies;
using Solidarity.Domain.Money;
using Solidarity.Replay.Seeds;

namespace Solidarity.Replay.Tests.Seeds;

/// <summary>
/// A service in miniature: it takes the steps of a plan one after the other and throws at the first that could not be
/// carried out. Written from what the service promises, not from the planner's code.
/// </summary>
internal sealed class DryWorld
{
    private readonly Dictionary<Address, Step> _bodies = [];
    private readonly HashSet<(Address Member, Address Federation)> _members = [];
    private readonly List<Step.OpenCorridor> _corridors = [];
    private readonly Dictionary<StrikeId, DryStrike> _strikes = [];
    private readonly Dictionary<LoanId, long> _owed = [];
    private readonly Dictionary<LoanId, string> _lenders = [];

    /// <summary>What each section has and has not promised to anyone.</summary>
    public Dictionary<(Address Section, string Currency), long> Available { get; } = [];

    public IReadOnlyDictionary<StrikeId, DryStrike> Strikes => _strikes;

    public IReadOnlyDictionary<LoanId, long> Owed => _owed;

    public void Take(Step step)
    {
        switch (step)
        {
            case Step.FoundFederation s: _bodies.Add(s.Federation, s); break;
            case Step.FoundSection s: _bodies.Add(s.Section, s); break;
            case Step.Affiliate s: _members.Add((Known(s.Member), Known(s.Federation))).ShouldBeTrue(); break;
            case Step.LeaveFederation s: _members.Remove((s.Member, s.Federation)).ShouldBeTrue(); break;
            case Step.OpenCorridor s: Open(s); break;
            case Step.Deposit s: Add(s.Section, s.Amount); break;
            case Step.PayDues s: PayDues(s); break;
            case Step.SetOpenness s: _ = Known(s.Section); break;
            case Step.DeclareStrike s: _strikes.Add(s.Strike, new(Known(s.Section))); break;
            case Step.CallForAid s: Call(s.Strike, s.Section, s.Scope, s.Recipients, isFirst: true); break;
            case Step.WidenCall s: Call(s.Strike, s.Section, s.Scope, s.Recipients, isFirst: false); break;
            case Step.EndStrike s: Running(s.Strike, s.Section).IsOver = true; break;
            default: TakeAid(step); break;
        }
    }

    private void TakeAid(Step step)
    {
        switch (step)
        {
            case Step.Pledge s: Pledge(s); break;
            case Step.PledgeTooLate s: PledgeTooLate(s); break;
            case Step.Decline s: Decline(s); break;
            case Step.Collect s: Collect(s); break;
            case Step.ReceiveOutsideGift s: Credit(Running(s.Strike, s.Section), s.Amount); break;
            case Step.ReportAid s: _strikes[s.Strike].Section.ShouldBe(s.Section); break;
            case Step.RecordLoan s: RecordLoan(s); break;
            case Step.Repay s: Repay(s); break;
            case Step.PayStrikePay s: Running(s.Strike, s.Section).Take(s.Amount); break;
            default: throw new ShouldAssertException($"{step.GetType().Name} is not understood");
        }
    }

    private Address Known(Address body) =>
        _bodies.ContainsKey(body) ? body : throw new ShouldAssertException($"{body} is not there yet");

    private void Open(Step.OpenCorridor corridor)
    {
        Known(corridor.From);
        Known(corridor.To);
        if (corridor.To.Kind is BodyKind.Section && corridor.Currency != corridor.ToCurrency)
            Holds(corridor.To, corridor.ToCurrency);
        _corridors.Add(corridor);
    }

    private void Holds(Address section, Currency currency) =>
        ((Step.FoundSection)_bodies[section]).Currencies.ShouldContain(currency, $"{section} has no {currency}");

    private void Add(SectionId section, Amount amount)
    {
        Holds(section, amount.Currency);
        Available[(section, amount.Currency.Code)] =
            Available.GetValueOrDefault((section, amount.Currency.Code)) + amount.Minor;
    }

    private void Spend(SectionId section, Amount amount)
    {
        var left = Available.GetValueOrDefault((section, amount.Currency.Code)) - amount.Minor;
        left.ShouldBeGreaterThanOrEqualTo(0, $"{section} has not got {amount}");
        Available[(section, amount.Currency.Code)] = left;
    }

    private void PayDues(Step.PayDues dues)
    {
        _members.ShouldContain((dues.Section, dues.Federation));
        Spend(dues.Section, dues.Amount);
        Carry(dues.Section, dues.Federation, dues.Amount);
    }

    private DryStrike Running(StrikeId id, Address section)
    {
        var strike = _strikes[id];
        strike.Section.ShouldBe(section);
        strike.IsOver.ShouldBeFalse($"{id} is over");
        return strike;
    }

    private DryStrike Heard(StrikeId id, Address body)
    {
        var strike = _strikes[id];
        strike.IsOver.ShouldBeFalse($"{id} is over");
        strike.Reached.ShouldContain(body, $"the call of {id} has not reached {body}");
        return strike;
    }

    private void Call(
        StrikeId id, SectionId section, V1.Level scope, IEnumerable<Address> recipients, bool isFirst)
    {
        var strike = Running(id, section);
        (strike.Scope is null).ShouldBe(isFirst, $"{id} calls once and then widens");
        (scope >= (strike.Scope ?? V1.Level.Local)).ShouldBeTrue($"{id} narrows its scope");
        strike.Scope = scope;
        var own = _members.Where(pair => pair.Member == section).Select(pair => pair.Federation).ToList();
        if (isFirst)
        {
            recipients.ShouldAllBe(body => !own.Contains(body));
            own.ForEach(body => Relay(strike, body));
        }

        foreach (var body in recipients)
            Relay(strike, Known(body));
    }

    private void Relay(DryStrike strike, Address body)
    {
        if (!strike.Reached.Add(body))
            return;
        foreach (var (member, _) in _members.Where(pair => pair.Federation == body).ToList())
            Relay(strike, member);
        foreach (var (_, above) in _members.Where(pair => pair.Member == body).ToList())
        {
            if (body.Kind is BodyKind.Federation && ((Step.FoundFederation)_bodies[above]).Level <= strike.Scope)
                Relay(strike, above);
        }
    }

    private void Pledge(Step.Pledge pledge)
    {
        Heard(pledge.Strike, pledge.Section).Answered.Add(pledge.Section);
        if (pledge.Amount is not { } amount)
            return;
        Spend(pledge.Section, amount);
        if (pledge.Honour is Honour.Now)
            Arrive(pledge.Section, pledge.Strike, amount);
        else
            Carry(pledge.Section, _strikes[pledge.Strike].Section, amount);
    }

    private void PledgeTooLate(Step.PledgeTooLate pledge)
    {
        var strike = _strikes[pledge.Strike];
        strike.IsOver.ShouldBeTrue($"{pledge.Strike} is not over");
        strike.Section.ShouldBe(pledge.StrikingSection);
        strike.Reached.ShouldContain(pledge.Section);
        Spend(pledge.Section, pledge.Amount);
        Add(pledge.Section, pledge.Amount);
    }

    // A call that is over can still be declined: nothing depends on it.
    private void Decline(Step.Decline decline)
    {
        var strike = _strikes[decline.Strike];
        strike.Reached.ShouldContain(decline.Section);
        strike.Answered.Add(decline.Section).ShouldBeTrue();
    }

    private void Collect(Step.Collect collection)
    {
        _strikes[collection.Strike].Section.ShouldBe(collection.StrikingSection);
        Arrive(collection.Federation, collection.Strike, collection.Amount);
    }

    private void RecordLoan(Step.RecordLoan loan)
    {
        Holds(loan.Section, loan.Amount.Currency);
        _strikes[loan.Strike].Section.ShouldBe(loan.Section);
        _owed.Add(loan.Loan, loan.Amount.Minor);
        _lenders.Add(loan.Loan, loan.Lender);
    }

    private void Repay(Step.Repay repayment)
    {
        Spend(repayment.Section, repayment.Amount);
        // What a section has lent is owed by its own pledge, not by a debt that was recorded.
        if (repayment.LentBy is null)
        {
            _owed[repayment.Loan] -= repayment.Amount.Minor;
            _owed[repayment.Loan].ShouldBeGreaterThanOrEqualTo(0);
            _lenders[repayment.Loan].ShouldBe(repayment.Lender);
        }
        if (repayment.RedirectTo is not { } to)
            return;
        _strikes[to.Strike].Section.ShouldBe(to.Section);
        Arrive(repayment.Section, to.Strike, repayment.Amount);
    }

    private void Arrive(Address from, StrikeId id, Amount amount)
    {
        _strikes[id].IsOver.ShouldBeFalse($"{id} is over");
        Credit(_strikes[id], Carry(from, _strikes[id].Section, amount));
    }

    private void Credit(DryStrike strike, Amount amount)
    {
        Holds(strike.Section, amount.Currency);
        strike.Add(amount);
    }

    /// <summary>What arrives, exactly, over the first way found; only federations stand in between.</summary>
    private Amount Carry(Address from, Address to, Amount amount)
    {
        var seen = new HashSet<(Address, Currency)>();
        var waiting = new Queue<(Address Body, Amount Money)>([(from, amount)]);
        while (waiting.TryDequeue(out var here))
        {
            if (here.Body == to)
                return here.Money;
            var carries = here.Body == from || here.Body.Kind is BodyKind.Federation;
            if (!carries || !seen.Add((here.Body, here.Money.Currency)))
                continue;
            foreach (var way in _corridors.Where(way => way.From == here.Body && way.Currency == here.Money.Currency))
            {
                ((Int128)here.Money.Minor * way.Rate.Numerator % way.Rate.Denominator).ShouldBe(0);
                waiting.Enqueue((way.To, new(way.Rate.Convert(here.Money.Minor), way.ToCurrency)));
            }
        }

        throw new ShouldAssertException($"no way for {amount} from {from} to {to}");
    }
}
