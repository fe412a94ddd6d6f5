using Solidarity.Domain.Bodies;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Answers;
using Solidarity.Domain.Sections.Inbox;
using Solidarity.Domain.Sections.OwnCalls;
using Solidarity.Domain.Text;
using Solidarity.Server.Requests;

namespace Solidarity.Server.Warnings;

/// <summary>Reads the commands of warnings.proto.</summary>
internal static class WarningRequests
{
    public static Order<SectionCommand> Read(this V1.GiveWarningRequest request) => Order.OfStrike(
        request.RequestId, request.Section, request.Strike, (fields, strike) => new OwnCallCommand.GiveWarning(
            strike, fields.Text("text", request.Text, Texts.MemoCharsMax)));

    public static Order<SectionCommand> Read(this V1.AcknowledgeWarningRequest request) => Order.OfStrike(
        request.RequestId, request.Section, request.Strike,
        (_, strike) => new InboxCommand.AcknowledgeWarning(strike));

    public static Order<SectionCommand> Read(this V1.ReportSightingRequest request) => Order.OfStrike(
        request.RequestId, request.Section, request.Strike, (fields, strike) => new AnswerCommand.ReportSighting(
            fields.NewId<PledgeId>("sighting_id", request.SightingId), strike,
            fields.Name("place", request.Place),
            fields.Text("text", request.Text, Texts.MemoCharsMax)));
}
