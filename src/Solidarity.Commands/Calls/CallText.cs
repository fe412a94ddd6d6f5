using Google.Protobuf.Collections;
using Solidarity.Commands.CommandLine;
using Solidarity.Commands.Sheets;
using Solidarity.Commands.Sums;

namespace Solidarity.Commands.Calls;

/// <summary>Calls in words.</summary>
internal static class CallText
{
    /// <summary>"money, and keep away; also lodging, refusal of work".</summary>
    public static string Asks(Call? call)
    {
        if (call is null)
            return "";
        var also = Kinds(call.Support);
        return (call.Asks.Length, also.Length) switch
        {
            (_, 0) => call.Asks,
            (0, _) => also,
            _ => T($"{call.Asks}; also {also}"),
        };
    }

    public static string Kinds(RepeatedField<SupportKind> kinds) =>
        string.Join(", ", kinds.Select(kind => EnumText.Plain(kind)));

    /// <summary>"1868-05-03", "reminded 2 times", or both; empty where nothing of it has happened.</summary>
    public static string Seen(Google.Protobuf.WellKnownTypes.Timestamp? seen, int reminders)
    {
        var reminded = reminders switch
        {
            0 => "",
            1 => T("reminded once"),
            _ => T($"reminded {reminders} times"),
        };
        var day = Moments.Day(seen);
        return day.Length > 0 && reminded.Length > 0 ? $"{day}, {reminded}" : day + reminded;
    }

    /// <summary>"declined: our own lockout (the strike is over)".</summary>
    public static string Answer(Answer answer, string reason, bool closed, CallEnd howEnded)
    {
        var said = reason.Length > 0 ? $"{EnumText.Plain(answer)}: {reason}" : EnumText.Plain(answer);
        return closed ? $"{said} ({End(howEnded)})" : said;
    }

    private static string End(CallEnd end) => end switch
    {
        CallEnd.Cancelled => T("it asks nobody any more"),
        CallEnd.Narrowed => T("it goes less far now"),
        CallEnd.Reopened => T("the strike goes on, and asks nobody yet"),
        _ => T("the strike is over"),
    };

    /// <summary>"to international, a level every 48 hours, or at once below 7 days of 12.00 CHF a week to each of
    /// 300".</summary>
    public static string Terms(CallTerms? terms)
    {
        if (terms is null)
            return "";
        var widest = EnumText.Plain(terms.Widest);
        var text = terms.HasRunwayDays
            ? T($"to {widest}, a level every {terms.WaveHours} hours, "
                + $"or at once below {terms.RunwayDays} days of runway")
            : T($"to {widest}, a level every {terms.WaveHours} hours");
        return terms.Foreign.Count > 0 ? T($"{text}; then also {string.Join(", ", terms.Foreign)}") : text;
    }

    /// <summary>"12.00 CHF a week to each of 300, from 1868-05-04".</summary>
    public static string Pay(StrikePayTerms? pay) => pay is null
        ? ""
        : T($"{SumText.Of(pay.Weekly)} a week to each of {pay.Strikers}, from {Moments.Day(pay.From)}");
}
