using System.Reflection;

namespace Solidarity.Storage.Telemetry;

/// <summary>
/// All metrics of the service, in the meter <see cref="MeterName"/>. What they are told apart by (<see cref="Label"/>)
/// has a few values that stand in the code, and nothing that a caller chooses: no name of a body or a person, no id.
/// </summary>
/// <remarks>deploy/README.md says what to do about them, and deploy/prometheus has the alerts.</remarks>
public static class MetricCatalogue
{
    public const string MeterName = "Solidarity";

    private static readonly ImmutableArray<double> Seconds =
        [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    public static MetricSpec CommandDuration { get; } = new(
        "solidarity.command.duration", "s",
        "How long commands of clients took until they were answered, by kind, outcome and error.")
    { Buckets = Seconds };

    public static MetricSpec CommandsUnderWay { get; } = new(
        "solidarity.command.under_way", "{command}", "Commands of clients that wait for their answer now.");

    public static MetricSpec AppendDuration { get; } = new(
        "solidarity.journal.append.duration", "s",
        "How long appends to the journal took until they were durable, waiting for the writer included.")
    { Buckets = Seconds };

    public static MetricSpec GroupDuration { get; } = new(
        "solidarity.journal.group.duration", "s", "How long the writer took for a group of appends that it committed.")
    { Buckets = Seconds };

    public static MetricSpec GroupEntries { get; } = new(
        "solidarity.journal.group.entries", "{answer}", "Answers that were committed together.")
    { Buckets = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000] };

    public static MetricSpec GroupSize { get; } = new(
        "solidarity.journal.group.size", "By", "Bytes that were committed together.")
    { Buckets = [1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216] };

    public static MetricSpec RacesLost { get; } = new(
        "solidarity.journal.races_lost", "{race}",
        "Appends that were decided on what others had changed meanwhile, by what was changed: a stream, or the log.");

    public static MetricSpec SnapshotsSkipped { get; } = new(
        "solidarity.journal.snapshots_skipped", "{snapshot}",
        "Snapshots left out because they are too large; the entries went through.");

    public static MetricSpec HeadsNotWritten { get; } = new(
        "solidarity.journal.heads_not_written", "{commit}",
        "Commits that journal.head could not follow; the commits themselves are durable.");

    public static MetricSpec PositionsBeyond { get; } = new(
        "solidarity.journal.positions_beyond", "{request}",
        "Requests that gave a position which the journal has not reached.");

    public static MetricSpec JournalPosition { get; } = new(
        "solidarity.journal.position", "{entry}", "Entries that the journal has.");

    public static MetricSpec JournalWritable { get; } = new(
        "solidarity.journal.writable", "1", "Whether the journal could be written when it was last tried: 1 or 0.");

    public static MetricSpec LogRequestDuration { get; } = new(
        "solidarity.log.request.duration", "s",
        "How long requests to the storage of the shared log took, with all their tries, by error.")
    { Buckets = Seconds };

    public static MetricSpec ReplicaLag { get; } = new(
        "solidarity.replica.lag", "{entry}", "Entries of the shared log, as far as it was read, that the file lacks.");

    public static MetricSpec ReplicaAge { get; } = new(
        "solidarity.replica.age", "s", "How long ago the file had all that the shared log had.");

    public static MetricSpec ViewLag { get; } = new(
        "solidarity.view.lag", "{entry}", "Entries of the journal that the read models have not taken in.");

    public static MetricSpec ViewFaults { get; } = new(
        "solidarity.view.faults", "{row}", "Rows of lists and boards that could not be shown, by view.");

    public static MetricSpec AnswersTooLarge { get; } = new(
        "solidarity.answer.too_large", "{answer}",
        "Answers that were refused because they were larger than one may be.");

    public static MetricSpec MessageAge { get; } = new(
        "solidarity.message.age", "s",
        "How long the oldest message between bodies has waited, those set aside or for a faulty body not counted.");

    public static MetricSpec MessagesUnderWay { get; } = new(
        "solidarity.message.under_way", "{message}", "Messages between bodies that are being delivered.");

    public static MetricSpec MessagesWaiting { get; } = new(
        "solidarity.message.waiting", "{message}",
        "Messages between bodies, read from the outbox, that wait for room or for their receiver.");

    public static MetricSpec MessagesStuck { get; } = new(
        "solidarity.message.stuck", "{message}",
        "Messages that were set aside because they fail by a fault of the service.");

    public static MetricSpec AlarmAge { get; } = new(
        "solidarity.alarm.age", "s", "How long the oldest alarm is overdue that nobody has to act for.");

    public static MetricSpec AlarmsDue { get; } = new(
        "solidarity.alarm.due", "{alarm}", "Alarms that are due and not answered.");

    public static MetricSpec BodiesFaulty { get; } = new(
        "solidarity.body.faulty", "{body}", "Bodies that the service cannot follow, in their state or their figures.");

    public static MetricSpec Faults { get; } = new(
        "solidarity.faults", "{fault}", "What failed by a fault of the service itself, by kind.");

    public static MetricSpec MoneyInFlight { get; } = new(
        "solidarity.money.in_flight", "{major_unit}",
        "Money that has left its source and has neither arrived nor come back, by currency and age.");

    public static MetricSpec TransfersInFlight { get; } = new(
        "solidarity.transfer.in_flight", "{transfer}",
        "Transfers whose money has left its source and has neither arrived nor come back, by age.");

    public static MetricSpec TransfersStuck { get; } = new(
        "solidarity.transfer.stuck", "{transfer}", "Transfers that ended stuck, with money at a named holder.");

    public static MetricSpec HoldsNearExpiry { get; } = new(
        "solidarity.hold.near_expiry", "{hold}", "Holds that expire soon, by the time that is left.");

    public static MetricSpec NoticesSent { get; } = new(
        "solidarity.notice.sent", "{message}", "Messages with notices that were sent, by channel.");

    public static MetricSpec NoticesFailed { get; } = new(
        "solidarity.notice.failed", "{message}",
        "Messages with notices that were not taken, with all the tries in a row, by channel.");

    public static MetricSpec NoticesWaiting { get; } = new(
        "solidarity.notice.waiting", "{body}", "Bodies that are to be told something and were not yet.");

    public static MetricSpec Ready { get; } = new(
        "solidarity.service.ready", "1", "Whether the service is ready: 1 or 0.");

    /// <summary>All of them, in the order above.</summary>
    public static ImmutableArray<MetricSpec> All { get; } =
    [
        .. typeof(MetricCatalogue).GetProperties(BindingFlags.Static | BindingFlags.Public)
            .Where(property => property.PropertyType == typeof(MetricSpec))
            .Select(property => (MetricSpec)property.GetValue(null)!),
    ];

    /// <summary>What measurements are told apart by.</summary>
    public static class Label
    {
        /// <summary>The kind of a command: the name of its method.</summary>
        public const string Command = "solidarity.command.kind";

        /// <summary>Accepted, refused or failed.</summary>
        public const string Outcome = "solidarity.command.outcome";

        /// <summary>The class of a refusal, or what a failure is told as.</summary>
        public const string Error = "error.type";

        /// <summary>What was changed by others: stream or log.</summary>
        public const string Race = "solidarity.race.kind";

        public const string Fault = "solidarity.fault.kind";

        public const string View = "solidarity.view.kind";

        /// <summary>How a notice goes: email or webhook.</summary>
        public const string Channel = "solidarity.notice.channel";

        public const string Method = "rpc.method";

        /// <summary>A currency in use today, by ISO 4217; others are not measured.</summary>
        public const string Currency = "solidarity.currency";

        /// <summary>Up to which age, or to which time that is left.</summary>
        public const string Span = "solidarity.span";
    }
}
