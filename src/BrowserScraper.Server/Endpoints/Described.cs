using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace BrowserScraper.Server.Endpoints;

/// <summary>Says in the API's description what an endpoint may answer.</summary>
internal static class Described
{
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (int status in statuses)
        {
            endpoint.ProducesProblem(status);
        }

        return endpoint;
    }
}
