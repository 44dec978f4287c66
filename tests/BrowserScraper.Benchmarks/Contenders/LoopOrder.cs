using System.Text.Json;

namespace BrowserScraper.Benchmarks.Contenders;

/// <summary>What a hand-written loop or a peer is told to do, as JSON on its command line.</summary>
/// <param name="Address">The portal's, with a slash at its end.</param>
/// <param name="Username">Who signs in.</param>
/// <param name="Password">With what.</param>
/// <param name="Vehicles">How many the list has.</param>
/// <param name="Pages">How many at a time.</param>
/// <param name="Contexts">Browser contexts that the pages are spread over.</param>
/// <param name="Folder">Takes <c>records.jsonl</c>, and the files in its folders <c>files</c> and <c>downloads</c>.</param>
/// <param name="Browser">The browser's executable.</param>
/// <param name="Sandbox">Whether the browser is to use its sandbox.</param>
/// <param name="Flags">What the browser is started with, besides the flags of the library that drives it.</param>
internal sealed record LoopOrder(
    string Address, string Username, string Password, int Vehicles, int Pages, int Contexts, string Folder, string Browser, bool Sandbox,
    IReadOnlyList<string> Flags)
{
    public static LoopOrder Parse(string text) => JsonSerializer.Deserialize<LoopOrder>(text, JsonSerializerOptions.Web)!;

    public override string ToString() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);
}
