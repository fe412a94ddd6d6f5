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
    extension(V1.GiveWarningRequest request)
    {
        public Order<SectionCommand> Read() => Order.About(
            request.RequestId, request.Section, request.Strike, (fields, about) => new OwnCallCommand.GiveWarning(
                about.Strike, fields.Text("text", request.Text, Texts.MemoCharsMax)));
    }

    extension(V1.AcknowledgeWarningRequest request)
    {
        public Order<SectionCommand> Read() => Order.About(
            request.RequestId, request.Section, request.Strike,
            (_, about) => new InboxCommand.AcknowledgeWarning(about.Strike));
    }

    extension(V1.ReportSightingRequest request)
    {
        public Order<SectionCommand> Read() => Order.About(
            request.RequestId, request.Section, request.Strike, (fields, about) => new AnswerCommand.ReportSighting(
                fields.NewId<PledgeId>("sighting_id", request.SightingId, about.RequestId), about.Strike,
                fields.Name("place", request.Place),
                fields.Text("text", request.Text, Texts.MemoCharsMax)));
    }
}
