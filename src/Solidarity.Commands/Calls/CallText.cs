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
            _ => $"{call.Asks}; also {also}",
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
            1 => "reminded once",
            _ => $"reminded {reminders} times",
        };
        var day = Moments.Day(seen);
        return day.Length > 0 && reminded.Length > 0 ? $"{day}, {reminded}" : day + reminded;
    }

    /// <summary>"declined: our own lockout (the strike is over)".</summary>
    public static string Answer(Answer answer, string reason, bool closed, CallEnd howEnded) =>
        EnumText.Plain(answer)
        + (reason.Length > 0 ? $": {reason}" : "")
        + (!closed ? "" : howEnded switch
        {
            CallEnd.Cancelled => " (it asks nobody any more)",
            CallEnd.Narrowed => " (it goes less far now)",
            CallEnd.Reopened => " (the strike goes on, and asks nobody yet)",
            _ => " (the strike is over)",
        });

    /// <summary>"to international, a level every 48 hours, or at once below 7 days of 12.00 CHF a week to each of
    /// 300".</summary>
    public static string Terms(CallTerms? terms)
    {
        if (terms is null)
            return "";
        var text = $"to {EnumText.Plain(terms.Widest)}, a level every {terms.WaveHours} hours";
        if (terms.HasRunwayDays)
            text += $", or at once below {terms.RunwayDays} days of runway";
        if (terms.Foreign.Count > 0)
            text += $"; then also {string.Join(", ", terms.Foreign)}";
        return text;
    }

    /// <summary>"12.00 CHF a week to each of 300, from 1868-05-04".</summary>
    public static string Pay(StrikePayTerms? pay) => pay is null
        ? ""
        : $"{SumText.Of(pay.Weekly)} a week to each of {pay.Strikers}, from {pay.From}";
}
