using System.Text.Json;
using System.Text.RegularExpressions;
using BrowserScraper.Items;
using BrowserScraper.Stores;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace BrowserScraper.Server.Endpoints;

/// <summary>Answers every refusal as problem+json, whoever has refused.</summary>
internal sealed partial class ProblemAnswers(RequestDelegate next, ILogger log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null }
                && !context.WebSockets.IsWebSocketRequest)
            {
                await WriteAsync(context, context.Response.StatusCode, WordFor(context), []);
            }
        }
        catch (Exception refused) when (!context.Response.HasStarted && StatusOf(refused) is { } status)
        {
            (string detail, IReadOnlyList<string> problems) = WordsOf(refused);
            await WriteAsync(context, status, detail, problems);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the answer.
        }
        catch (Exception defect) when (!context.Response.HasStarted)
        {
            Defect(log, defect, context.Request.Method, context.Request.Path);
            await WriteAsync(
                context, StatusCodes.Status500InternalServerError, $"a defect of the service: {defect.GetType().Name}; the log has more",
                []);
        }
    }

    public static Task WriteAsync(HttpContext context, int status, string detail, IReadOnlyList<string> problems)
    {
        context.Response.StatusCode = status;
        Dictionary<string, object> problem = new()
        {
            ["type"] = "about:blank",
            ["title"] = ReasonPhrases.GetReasonPhrase(status),
            ["status"] = status,
            ["detail"] = detail,
        };
        if (problems.Count > 0)
        {
            problem["problems"] = problems;
        }

        return context.Response.WriteAsJsonAsync(problem, ServiceJson.Options, "application/problem+json", context.RequestAborted);
    }

    private static int? StatusOf(Exception refused) => refused switch
    {
        ServiceException service => service.Status,
        BadHttpRequestException bad => bad.StatusCode,
        JsonException => StatusCodes.Status400BadRequest,
        RunStopException { Reason: StopReason.BadUsage } => StatusCodes.Status400BadRequest,
        RunStopException => StatusCodes.Status503ServiceUnavailable,
        UnauthorizedAccessException or (IOException and not FileNotFoundException) => StatusCodes.Status503ServiceUnavailable,
        _ => null,
    };

    private static (string Detail, IReadOnlyList<string> Problems) WordsOf(Exception refused)
    {
        switch (refused)
        {
            case ServiceException { Problems: var problems }:
                return (refused.Message, problems);
            case JsonException json:
                return (Explain(json), []);
            case BadHttpRequestException { InnerException: JsonException json }:
                return (Explain(json), []);
            case BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType }:
                return ("the body must be JSON (Content-Type: application/json)", []);
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return ($"the body is too large; {Access.BodyRule.MostBytes / 1_048_576} MB are allowed, so send it in parts", []);
            case BadHttpRequestException when Parameter().Match(refused.Message) is { Success: true } parameter:
                return ($"{parameter.Groups[2].Value}={parameter.Groups[3].Value}: must be {WordFor(parameter.Groups[1].Value)}", []);
            case BadHttpRequestException when Missing().Match(refused.Message) is { Success: true } missing:
                return ($"{missing.Groups[1].Value} is missing; see /openapi/v1.json", []);
            case BadHttpRequestException when refused.Message.Contains("no body was provided", StringComparison.Ordinal):
                return ("the body is missing; send JSON, as /openapi/v1.json says", []);
            case StoreAwayException:
            case RunStopException { InnerException: StoreAwayException }:
                return ($"STORE: {refused.Message.Split('\n')[0]}", []);
            case RunStopException stop:
                return (stop.Message.Split('\n')[0].TrimEnd(':'), stop.Details);
            default:
                return (refused.Message, []);
        }
    }

    private static string Explain(JsonException json)
    {
        if (Unknown().Match(json.Message) is { Success: true } unknown)
        {
            return $"'{unknown.Groups[1].Value}' is nothing that can be given here; see /openapi/v1.json";
        }

        if (json.Path is not { Length: > 2 } path)
        {
            return json.Path is null || json.BytePositionInLine is null
                ? "the body is not what is wanted here; see /openapi/v1.json"
                : $"the body is not JSON, or not what is wanted here (line {json.LineNumber + 1}, byte {json.BytePositionInLine + 1})";
        }

        return json.Message.Contains("could not be converted", StringComparison.Ordinal)
            ? $"{path[2..]} must be {WordOf(path[2..])}"
            : $"the body is not JSON (line {json.LineNumber + 1}, byte {json.BytePositionInLine + 1})";
    }

    private static string WordOf(string member) => member switch
    {
        "num_workers" or "max_workers" or "max_retries" => "a whole number",
        "backoff_factor" => "a number",
        "auto_pages" => "true or false",
        "items" or "input" => "a list",
        "settings" => "an object of names and values",
        _ => "a text",
    };

    private static string WordFor(string type) => type switch
    {
        "int" or "long" => "a whole number",
        _ => "of another kind; see /openapi/v1.json",
    };

    private static string WordFor(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => $"there is nothing at {context.Request.Path}; see /openapi/v1.json",
        StatusCodes.Status405MethodNotAllowed => $"{context.Request.Method} is not allowed here; allowed: {context.Response.Headers.Allow}",
        StatusCodes.Status415UnsupportedMediaType => "the body must be JSON (Content-Type: application/json)",
        _ => ReasonPhrases.GetReasonPhrase(context.Response.StatusCode),
    };

    [LoggerMessage(200, LogLevel.Error, "SERVICE: {Method} {Path} met a defect")]
    private static partial void Defect(ILogger log, Exception defect, string method, string path);

    [GeneratedRegex("^Failed to bind parameter \"(\\w+) (\\w+)\" from \"(.*)\"\\.$")]
    private static partial Regex Parameter();

    [GeneratedRegex("^Required parameter \"\\S+ (\\w+)\" was not provided")]
    private static partial Regex Missing();

    [GeneratedRegex("JSON property '([^']*)' could not be mapped")]
    private static partial Regex Unknown();
}
