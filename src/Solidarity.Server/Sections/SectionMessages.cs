using Solidarity.Domain.Bodies;
using Solidarity.Domain.Sections;
using Solidarity.Server.Requests;

namespace Solidarity.Server.Sections;

/// <summary>Writes the messages of sections.proto.</summary>
internal static class SectionMessages
{
    public static V1.Section ToWire(this Section section)
    {
        var message = new V1.Section
        {
            Name = ((Address)section.Id).ToString(),
            DisplayName = section.Profile.Name,
            Kind = section.Profile.Kind.ToWire(),
            Trade = section.Profile.Trade,
            Locality = section.Profile.Locality,
            Country = section.Profile.Country,
            Currencies = { section.Profile.Currencies.Select(currency => currency.ToWire()) },
            Affiliations = { section.Affiliations.Federations.Select(a => Values.Affiliation(a.Key, a.Value)) },
            Reminders = new V1.ReminderSettings
            {
                On = section.Inbox.Reminders.On,
                QuietFrom = Clocks.TimeOfDay(section.Inbox.Reminders.QuietFrom),
                QuietUntil = Clocks.TimeOfDay(section.Inbox.Reminders.QuietUntil),
                UtcOffset = Clocks.Offset(section.Inbox.Reminders.UtcOffset),
            },
            Openness = new V1.Openness
            {
                Public = section.Strikes.Openness.Public.ToWire(),
                Federation = section.Strikes.Openness.Federation.ToWire(),
            },
        };
        if (section.Profile.Members is { } members)
            message.Members = members;
        return message;
    }
}
