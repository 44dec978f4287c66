using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;

namespace BrowserScraper.Server.Endpoints;

/// <summary>
/// Sends a file that a site has given. Whatever it holds, a browser must not take it for a page of this service: scripts in it would steer
/// every job.
/// </summary>
/// <param name="path">Where it is.</param>
/// <param name="isOurs">A page that this program has written: its links lead on, and it needs no script either.</param>
internal sealed class ForeignFile(string path, bool isOurs = false) : IResult
{
    private const string Locked = "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; font-src data:";

    public static string TypeOf(string name) => Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".png" => "image/png",
        ".jpg" or ".jpeg" => "image/jpeg",
        ".webp" => "image/webp",
        ".gif" => "image/gif",
        ".mp4" => "video/mp4",
        ".webm" => "video/webm",
        ".pdf" => "application/pdf",
        ".json" or ".jsonl" => "application/json; charset=utf-8",
        ".vtt" => "text/vtt; charset=utf-8",
        ".txt" or ".srt" or ".log" or ".csv" => "text/plain; charset=utf-8",
        ".html" or ".htm" => "text/html; charset=utf-8",
        _ => "application/octet-stream",
    };

    private static string Ascii(string name) =>
        string.Concat(name.Select(letter => char.IsAscii(letter) && letter is not ('"' or '\\') ? letter : '_'));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        string type = TypeOf(path);
        // a sandbox keeps a browser's own viewer out, and that runs no script of the file's in a page of ours
        bool isPdf = type == "application/pdf";
        httpContext.Response.Headers.ContentSecurityPolicy = isPdf ? "default-src 'none'" : isOurs ? Locked : $"{Locked}; sandbox";
        if (type != "application/octet-stream")
        {
            // Shown in a browser, and saved under its own name: RFC 6266.
            httpContext.Response.Headers.ContentDisposition = new ContentDispositionHeaderValue(
                "inline") { FileNameStar = Path.GetFileName(path), FileName = $"\"{Ascii(Path.GetFileName(path))}\"" }.ToString();
        }

        return Results.File(path, type, type == "application/octet-stream" ? Path.GetFileName(path) : null, enableRangeProcessing: true)
            .ExecuteAsync(httpContext);
    }
}
