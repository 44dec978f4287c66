using System.Text.Json;
using BrowserScraper.Items;
using BrowserScraper.Server.Jobs;

namespace BrowserScraper.Server.Endpoints;

/// <summary>A job, as it is asked for.</summary>
/// <param name="Script">Which script.</param>
/// <param name="Request">What the job is about, where the script wants to know.</param>
/// <param name="Settings">Settings by name: texts, numbers, or true and false.</param>
/// <param name="Profile">A named set of settings.</param>
/// <param name="Input">What the job is to work on, where the script takes input.</param>
internal sealed record JobRequest(
    string? Script = null, string? Request = null, IReadOnlyDictionary<string, JsonElement>? Settings = null, string? Profile = null,
    IReadOnlyList<JsonElement>? Input = null)
{
    /// <exception cref="ServiceException">A setting is no single value, or the script is missing.</exception>
    public JobOrder ToOrder() => new(Script ?? throw new ServiceException(400, "script is missing; see GET /scripts"))
    {
        Request = Request,
        Settings = (Settings ?? new Dictionary<string, JsonElement>())
            .ToDictionary(setting => setting.Key, setting => TextOf(setting.Key, setting.Value), StringComparer.Ordinal),
        Profile = Profile,
        HasInput = Input is { Count: > 0 },
    };

    /// <summary>The lines that the job is to work on; none where there is no input.</summary>
    /// <exception cref="ServiceException">One is no text.</exception>
    public IReadOnlyList<InputLine> Lines => [.. (Input ?? []).Select((line, index) => line.ValueKind == JsonValueKind.String
        ? new InputLine(line.GetString()!)
        : throw new ServiceException(400, $"input[{index}] must be a text"))];

    private static string TextOf(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => throw new ServiceException(400, $"settings.{name} must be a text, a number, true or false"),
    };
}
