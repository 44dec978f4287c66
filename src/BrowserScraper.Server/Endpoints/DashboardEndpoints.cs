using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace BrowserScraper.Server.Endpoints;

/// <summary>The page at <c>/</c> and what belongs to it, held in memory.</summary>
internal static class DashboardEndpoints
{
    private const string Folder = "dashboard/";
    public const string Policy =
        "default-src 'self'; img-src 'self' blob: data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

    private static readonly FrozenDictionary<string, (byte[] Content, string Tag)> Files =
        typeof(DashboardEndpoints).Assembly.GetManifestResourceNames()
        .Select(name => (Name: name, Path: name.Replace('\\', '/')))
        .Where(file => file.Path.StartsWith(Folder, StringComparison.Ordinal))
        .ToFrozenDictionary(file => file.Path[Folder.Length..], file => Read(file.Name));

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (string path in Files.Keys)
        {
            string address = path == "index.html" ? "/" : $"/{path}";
            routes.MapMethods(address, [HttpMethods.Get, HttpMethods.Head], context => SendAsync(context, path)).ExcludeFromDescription();
        }
    }

    /// <summary>What the sign-in page needs before anybody has signed in: style, script, pictures; never a page.</summary>
    public static bool IsAsset(PathString path) =>
        path.Value is { Length: > 1 } address && Has(address[1..]) && !address.EndsWith(".html", StringComparison.Ordinal);

    public static bool Has(string path) => Files.ContainsKey(path);

    public static async Task SendAsync(HttpContext context, string path)
    {
        (byte[] content, string tag) = Files[path];
        context.Response.Headers.ETag = tag;
        context.Response.Headers.CacheControl = "no-cache"; // asks each time, and mostly hears 304
        context.Response.Headers.ContentSecurityPolicy = Policy;
        if (context.Request.Headers.IfNoneMatch == tag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        context.Response.ContentType = TypeOf(path);
        context.Response.ContentLength = content.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(content, context.RequestAborted);
        }
    }

    private static (byte[] Content, string Tag) Read(string name)
    {
        using Stream resource = typeof(DashboardEndpoints).Assembly.GetManifestResourceStream(name)!;
        byte[] content = new byte[resource.Length];
        resource.ReadExactly(content);
        return (content, $"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..16]}\"");
    }

    private static string TypeOf(string path) => Path.GetExtension(path) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" or ".mjs" => "text/javascript; charset=utf-8",
        ".json" => "application/json; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".woff2" => "font/woff2",
        _ => "application/octet-stream",
    };
}
