using Solidarity.Domain.Bodies;
using Solidarity.Domain.Ledger;
using Solidarity.Domain.Sections;
using Solidarity.Domain.Sections.Reversals;
using Solidarity.Domain.Treasuries;
using Solidarity.Grains.Hosting;
using Solidarity.Server.Feeds;
using Solidarity.Server.Paging;
using Solidarity.Server.Requests;
using Solidarity.Storage;
using Solidarity.Views.Access;
using Solidarity.Views.Worlds;

namespace Solidarity.Server.Books;

internal sealed class BooksService(
    Projector projector, IJournal journal, Resuming resuming, StatementMarks marks, [BooksTime] TimeProvider time)
    : V1.BooksService.BooksServiceBase
{
    public override async Task<V1.GetStatementResponse> GetStatement(
        V1.GetStatementRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        var page = PageRequest.ReadByPosition(
            fields, request.PageSize, request.PageToken, "statement", request.Body, $"{request.AfterPosition}",
            request.Viewer, request.FromDay, request.ToDay);
        var body = fields.Body("body", request.Body);
        var viewer = fields.Viewer("viewer", request.Viewer);
        var days = DaySpan.Read(fields, request.FromDay, request.ToDay);
        await resuming.CheckAsync(
            fields, request.AfterPosition, context.CancellationToken, page.AfterPosition);
        var world = await projector.LatestAsync(context.CancellationToken);
        var (_, section) = Find(world, body, viewer, "the statement");
        var statement = new StatementReader(journal, body, marks, section?.Entries ?? PlainEntries.None);
        return await statement.ReadAsync(page, request.AfterPosition, days, context.CancellationToken);
    }

    public override async Task<V1.GetBalancesResponse> GetBalances(
        V1.GetBalancesRequest request, ServerCallContext context)
    {
        var fields = new Fields();
        // Nearly all books fit onto one page, and most who ask want all of it.
        var page = PageRequest.Read(
            fields, request.PageSize == 0 ? ServerLimits.PageSizeMax : request.PageSize, request.PageToken, "balances",
            request.Body, request.Viewer, request.AtDay);
        var body = fields.Body("body", request.Body);
        var viewer = fields.Viewer("viewer", request.Viewer);
        var at = fields.DateOrNone("at_day", request.AtDay);
        if (at is not null && at > DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime))
            fields.Add("at_day", $"is {at.Value:yyyy-MM-dd}, which is later than today");
        fields.Check();
        var world = await projector.LatestAsync(context.CancellationToken);
        var (treasury, section) = Find(world, body, viewer, "the book");
        var book = at is { } day ? await BookAtAsync(body, day, context.CancellationToken) : treasury.Book;
        return book.ToBalances(section, page);
    }

    // A clock may have been set back, so a later entry may be of an earlier day; the sums are right all the same, but
    // on their way to the end of the day they may pass what a book can hold.
    private async Task<Book> BookAtAsync(Address body, DateOnly day, CancellationToken cancellation)
    {
        var (days, sums) = (new DaySpan(null, day), Book.Empty.Balances);
        await foreach (var entry in journal.ReadAllAsync(new StreamName(body.ToString()), 0, cancellation))
        {
            if (!days.Has(entry.At))
                continue;
            foreach (var posting in Movements.Of(body.Kind, entry).SelectMany(movement => movement.Booked.Postings))
            {
                var accounts = sums.GetValueOrDefault(
                    posting.Currency, ImmutableSortedDictionary<Account, Int128>.Empty);
                sums = sums.SetItem(posting.Currency, accounts.SetItem(
                    posting.Account, accounts.GetValueOrDefault(posting.Account) + posting.Minor));
            }
        }
        return new Book(sums);
    }

    private static (Treasury Treasury, Section? Section) Find(World world, Address body, Viewer viewer, Wording what)
    {
        if (body.IsSection)
        {
            var section = world.FindSection(body.Section, viewer, what);
            return (section.Treasury, section);
        }
        var federation = world.FindFederation(body.Federation);
        viewer.CheckOwns(federation.Id, what);
        return (federation.Treasury, null);
    }
}
