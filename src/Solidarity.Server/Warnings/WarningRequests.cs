using Solidarity.Domain.Bodies;
using Solidarity.Domain.Sections;
using Solidarity.Server.Requests;

namespace Solidarity.Server.Warnings;

/// <summary>Reads the commands of warnings.proto.</summary>
internal static class WarningRequests
{
    extension(V1.GiveWarningRequest request)
    {
        public Order<SectionCommand> Read()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var section = fields.Section("section", request.Section);
            var strike = fields.Strike("strike", request.Strike);
            var command = new SectionCommand.GiveWarning(
                strike, fields.Text("text", request.Text, Texts.MemoCharsMax));
            fields.Check();
            return Order.To(id, section, command, strike);
        }
    }

    extension(V1.AcknowledgeWarningRequest request)
    {
        public Order<SectionCommand> Read()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var section = fields.Section("section", request.Section);
            var strike = fields.Strike("strike", request.Strike);
            fields.Check();
            return Order.To(id, section, new SectionCommand.AcknowledgeWarning(strike), strike);
        }
    }

    extension(V1.ReportSightingRequest request)
    {
        public Order<SectionCommand> Read()
        {
            var fields = new Fields();
            var id = fields.RequestId(request.RequestId);
            var section = fields.Section("section", request.Section);
            var strike = fields.Strike("strike", request.Strike);
            var command = new SectionCommand.ReportSighting(
                fields.NewId<PledgeId>("sighting_id", request.SightingId, id),
                strike,
                fields.Text("place", request.Place, Texts.NameCharsMax),
                fields.Text("text", request.Text, Texts.MemoCharsMax));
            fields.Check();
            return Order.To(id, section, command, strike);
        }
    }
}
