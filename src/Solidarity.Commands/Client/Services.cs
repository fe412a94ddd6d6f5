using Grpc.Core;

namespace Solidarity.Commands.Client;

/// <summary>The clients of all services on one connection.</summary>
internal sealed class Services(CallInvoker invoker)
{
    public BodiesService.BodiesServiceClient Bodies { get; } = new(invoker);

    public InstancesService.InstancesServiceClient Instances { get; } = new(invoker);

    public TradesService.TradesServiceClient Trades { get; } = new(invoker);

    public SectionsService.SectionsServiceClient Sections { get; } = new(invoker);

    public BooksService.BooksServiceClient Books { get; } = new(invoker);

    public FederationsService.FederationsServiceClient Federations { get; } = new(invoker);

    public SuccessionsService.SuccessionsServiceClient Successions { get; } = new(invoker);

    public CorridorsService.CorridorsServiceClient Corridors { get; } = new(invoker);

    public StrikesService.StrikesServiceClient Strikes { get; } = new(invoker);

    public GraphService.GraphServiceClient Graph { get; } = new(invoker);

    public CallsService.CallsServiceClient Calls { get; } = new(invoker);

    public WarningsService.WarningsServiceClient Warnings { get; } = new(invoker);

    public StatutesService.StatutesServiceClient Statutes { get; } = new(invoker);

    public MandatesService.MandatesServiceClient Mandates { get; } = new(invoker);

    public AssembliesService.AssembliesServiceClient Assemblies { get; } = new(invoker);

    public ClaimsService.ClaimsServiceClient Claims { get; } = new(invoker);

    public SupportService.SupportServiceClient Support { get; } = new(invoker);

    public PledgesService.PledgesServiceClient Pledges { get; } = new(invoker);

    public LoansService.LoansServiceClient Loans { get; } = new(invoker);

    public TransfersService.TransfersServiceClient Transfers { get; } = new(invoker);

    public RoutesService.RoutesServiceClient Routes { get; } = new(invoker);

    public MessagesService.MessagesServiceClient Messages { get; } = new(invoker);

    public NoticesService.NoticesServiceClient Notices { get; } = new(invoker);
}
