using System.Reflection;
using Solidarity.Domain.Bodies;
using Solidarity.Domain.Calls;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Money;
using Solidarity.Domain.Notices;
using Solidarity.Domain.Pay;
using Solidarity.Domain.Routes;
using Solidarity.Domain.Sections.Assemblies;
using Solidarity.Domain.Sections.Authorities;
using Solidarity.Domain.Sections.Claims;
using Solidarity.Domain.Sections.Statutes;
using Solidarity.Domain.Tests.Kit;
using Solidarity.Domain.Treasuries;
using Solidarity.Domain.Treasuries.Holds;
using Solidarity.Domain.Treasuries.Hops;

namespace Solidarity.Domain.Tests.Golden;

/// <summary>One fixed value of any type of the domain: its constructor's parameters are samples themselves.</summary>
internal static class Samples
{
    private static readonly Dictionary<Type, object> Fixed = new()
    {
        [typeof(bool)] = true,
        [typeof(int)] = 7,
        [typeof(long)] = 12L,
        [typeof(DateTimeOffset)] = Sample.Noon,
        [typeof(DateOnly)] = new DateOnly(1868, 3, 23),
        [typeof(SectionId)] = Sample.Printers,
        [typeof(FederationId)] = Sample.Romande,
        [typeof(StrikeId)] = Sample.Lockout,
        [typeof(TransferId)] = Sample.Way,
        [typeof(PledgeId)] = Sample.First,
        [typeof(MandateId)] = new MandateId("winter"),
        [typeof(BallotToken)] = new BallotToken(12),
        [typeof(BallotHash)] = new BallotHash(13),
        [typeof(QuestionId)] = new QuestionId("paris"),
        [typeof(DecidedAct)] = new DecidedAct.ToRecall(new MandateId("winter")),
        [typeof(GroupId)] = new GroupId("tier-2"),
        [typeof(Portion)] = Portion.Of(2, 3),
        [typeof(WeekDays)] = WeekDays.MondayToFriday,
        [typeof(ImmutableSortedDictionary<ActKind, DecisionRule>)] =
            ImmutableSortedDictionary<ActKind, DecisionRule>.Empty.Add(ActKind.StrikePay, DecisionRule.Recorded),
        [typeof(Address)] = (Address)Sample.Printers,
        [typeof(Party)] = Party.Of(Sample.Printers),
        [typeof(AidKey)] = Sample.FirstAid,
        [typeof(Currency)] = Sample.Gbp,
        [typeof(Amount)] = new Amount(1_926, Sample.Gbp),
        [typeof(Total)] = (Total)new Amount(1_926, Sample.Gbp),
        [typeof(Account)] = Account.Pledged,
        [typeof(CorridorKey)] = new CorridorKey(Sample.Romande, Sample.Gbp, Sample.Chf),
        [typeof(LedgerEntry)] = LedgerEntry.Move(new Amount(1_926, Sample.Gbp), Account.Outside, Account.Treasury),
        [typeof(Purpose)] = Sample.ToFund(),
        [typeof(Rate)] = new Rate(20_000, 1_926),
        [typeof(TreasuryEvent)] = new HopEvent.Concluded(Sample.Way),
        [typeof(NoticeEvent)] = new NoticeEvent.NoticesTested(Sample.Noon),
        [typeof(NoticeCommand)] = new NoticeCommand.TestNotices(),
        [typeof(TreasuryCommand)] = new HoldCommand.ReleaseHop(Sample.Key()),
    };

    public static object Of(Type type, string name = "")
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
            return $"the {name}";
        if (Fixed.TryGetValue(type, out var value))
            return value;
        if (type.IsEnum)
            return Enum.GetValues(type).GetValue(0)!;
        return type.IsGenericType ? Several(type) : Made(type);
    }

    private static object Made(Type type)
    {
        var constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
        return constructor.Invoke([.. constructor.GetParameters().Select(p => Of(p.ParameterType, p.Name!))]);
    }

    private static object Several(Type type)
    {
        var item = type.GetGenericArguments()[0];
        var array = Array.CreateInstance(item, 1);
        array.SetValue(Of(item, "one"), 0);
        var factory = type.GetGenericTypeDefinition() == typeof(ImmutableArray<>)
            ? typeof(ImmutableArray)
            : typeof(ImmutableSortedSet);
        return factory.GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Single(m => m.Name == "Create" && m.GetParameters() is [{ ParameterType.IsArray: true }])
            .MakeGenericMethod(item).Invoke(null, [array])!;
    }
}
