using BrowserScraper.Items;
using BrowserScraper.Server.Jobs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace BrowserScraper.Server.Endpoints;

/// <summary>A job's items: looking at them, adding some, cancelling one.</summary>
internal sealed class ItemEndpoints(JobPlace place, ItemIntake intake)
{
    private const string States = "waiting, working, done, skipped, failed";

    public void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder items = routes.MapGroup("/jobs/{id}/items").WithTags("items");
        items.MapGet("/", ListAsync).WithSummary("A job's items, filtered and in parts").Refuses(400, 404);
        items.MapPost("/", AddAsync).WithSummary("Adds items to a job, at work or not").Refuses(400, 404, 409, 413);
        items.MapPost("/cancel", (string id, CancelOrder order) => CancelAsync(id, order.Key)).WithSummary("Cancels one item")
            .Refuses(400, 404, 409);
        items.MapDelete("/{**key}", (string id, string key) => CancelAsync(id, Uri.UnescapeDataString(key))).WithSummary("Cancels one item")
            .Refuses(404, 409);
    }

    private async Task<PageOf<ItemView>> ListAsync(string id, string? state, string? q, int offset = 0, int limit = 100)
    {
        PageOf.Check(offset, limit);
        ItemState? wanted = state is null ? null
            : Enum.GetValues<ItemState>().Where(each => string.Equals(each.ToString(), state, StringComparison.OrdinalIgnoreCase))
                .Cast<ItemState?>().FirstOrDefault()
                ?? throw new ServiceException(400, $"state={state}: must be one of {States}");
        return PageOf.Of(
            await place.Catalog.Store.PartAsync(await place.NameOfAsync(id), wanted, q, offset, limit), offset, ItemView.Of);
    }

    private async Task<AddedItems> AddAsync(string id, ItemsOrder order)
    {
        string name = await place.NameOfAsync(id);
        InputLine[] lines =
            [.. (order.Items ?? throw new ServiceException(400, "items is missing: a list of ids or addresses")).Select(AddedLine.Read)];
        return await intake.AddAsync(name, await place.FoundOnAsync(name), lines);
    }

    private async Task<object> CancelAsync(string id, string? key)
    {
        await intake.CancelAsync(await place.NameOfAsync(id), key ?? throw new ServiceException(400, "key is missing: the item's key"));
        return new CancelledItem(key, "cancelled");
    }

    internal sealed record CancelOrder(string? Key);

    internal sealed record CancelledItem(string Key, string State);

    /// <param name="Items">Each an id or an address, or <c>{"input": "..", "priority": "high"}</c>.</param>
    internal sealed record ItemsOrder(IReadOnlyList<System.Text.Json.JsonElement>? Items);
}
