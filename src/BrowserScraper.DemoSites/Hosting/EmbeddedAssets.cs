using System.Collections.Frozen;

namespace BrowserScraper.DemoSites.Hosting;

/// <summary>A portal's style sheet, script, font and pictures, held in memory for as long as it runs.</summary>
internal sealed class EmbeddedAssets
{
    private readonly FrozenDictionary<string, byte[]> files;

    /// <param name="portal">
    /// The portal's folder name in lower case, under which the project file embeds its assets; those of all portals
    /// come on top.
    /// </param>
    public EmbeddedAssets(string portal)
    {
        files = typeof(EmbeddedAssets).Assembly.GetManifestResourceNames()
            .Select(name => (Name: name, Parts: name.Replace('\\', '/').Split('/', 2)))
            .Where(file => file.Parts[0] == portal || file.Parts[0] == "shared")
            .ToFrozenDictionary(file => file.Parts[1], file => Read(file.Name));
    }

    /// <summary>Whether a request is for a style sheet, a picture and the like, which anyone may have.</summary>
    public static bool IsAsset(HttpRequest request) =>
        request.Path.StartsWithSegments("/assets", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="KeyNotFoundException">The portal has no such asset.</exception>
    public byte[] this[string path] => files[path];

    /// <summary>Null where the portal has no such asset.</summary>
    public byte[]? Find(string path) => files.GetValueOrDefault(path);

    public Task ServeAsync(HttpContext context)
    {
        string path = (string)context.Request.RouteValues["path"]!;
        return SendAsync(context, path, files.GetValueOrDefault(path));
    }

    /// <param name="context">The request.</param>
    /// <param name="path">Its ending tells what kind of asset this is.</param>
    /// <param name="content">Null where there is no such asset.</param>
    public static async Task SendAsync(HttpContext context, string path, byte[]? content)
    {
        if (content is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.ContentType = ContentTypeOf(path);
        context.Response.ContentLength = content.Length;
        context.Response.Headers.CacheControl = "public, max-age=86400, immutable";
        await context.Response.Body.WriteAsync(content, context.RequestAborted);
    }

    /// <summary>A single asset, whichever portal's it is.</summary>
    /// <param name="name">With the portal's folder, such as <c>media/scenes/01.jpg</c>.</param>
    public static byte[] Read(string name)
    {
        using Stream resource = typeof(EmbeddedAssets).Assembly.GetManifestResourceStream(name)!;
        byte[] content = new byte[resource.Length];
        resource.ReadExactly(content);
        return content;
    }

    private static string ContentTypeOf(string path) => Path.GetExtension(path) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".jpg" => "image/jpeg",
        ".png" => "image/png",
        ".webp" => "image/webp",
        ".mp4" => "video/mp4",
        ".svg" => "image/svg+xml",
        ".ttf" => "font/ttf",
        _ => "application/octet-stream",
    };
}
