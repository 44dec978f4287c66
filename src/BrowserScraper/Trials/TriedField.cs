namespace BrowserScraper.Trials;

/// <summary>One field of a record.</summary>
/// <param name="Name">As in <c>records.jsonl</c>.</param>
/// <param name="Value">Its text, or its JSON; null where it is null.</param>
internal readonly record struct TriedField(string Name, string? Value);
