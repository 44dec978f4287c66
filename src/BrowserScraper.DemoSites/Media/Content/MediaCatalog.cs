using System.Globalization;
using BrowserScraper.DemoSites.Hosting;
using BrowserScraper.DemoSites.Seeding;

namespace BrowserScraper.DemoSites.Media.Content;

/// <summary>What each source finds, and the files.</summary>
/// <remarks>
/// Nothing is kept: an id holds all that its file is made from, so that an address stays good when the portal is
/// started again with the same seed.
/// </remarks>
internal sealed class MediaCatalog(MediaPortalOptions options, EmbeddedAssets assets)
{
    private const int IdLength = 16;

    private static readonly Dictionary<string, int> Sources = MediaSources.All.Index()
        .ToDictionary(source => source.Item, source => source.Index);

    /// <summary>The results in their order; none for an empty query.</summary>
    public IReadOnlyList<Medium> Search(string source, string query)
    {
        string words = Normal(query);
        return words.Length == 0
            ? []
            : [.. Enumerable.Range(1, options.ResultsOf(source)).Select(position => Found(source, words, position))];
    }

    /// <summary>Null for an id that the source never gives out.</summary>
    public Medium? Find(string source, string id)
    {
        if (id.Length != IdLength
            || !ulong.TryParse(id, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong number)
            || Scenes.Find((int)(number >> 56)) is not { } scene)
        {
            return null;
        }

        Medium medium = Create(source, (int)(number >> 44) & 0xFFF, scene, (uint)(number >> 12));
        return medium.Id == id ? medium : null;
    }

    /// <summary>The file in full size.</summary>
    public byte[] BytesOf(Medium medium) => MarkedFile.Of(medium.Scene.Format, assets[medium.Scene.Asset], $"{medium.Content:x8}");

    /// <summary>A small JPEG; null for a width that there is not.</summary>
    public byte[]? ThumbOf(Medium medium, int width) => assets.Find(medium.Scene.ThumbAsset(width));

    private static string Normal(string query) =>
        string.Join(' ', query.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private Medium Found(string source, string words, int position)
    {
        // What two sources share stands first in the one, and first but in reverse in the other.
        (string owner, int place) = (source, position);
        if (position <= options.SharedNow && source is MediaSources.Gallery or MediaSources.Lazy)
        {
            (owner, place) = ("shared", source == MediaSources.Lazy ? options.SharedNow + 1 - position : position);
        }

        IReadOnlyList<Scene> scenes = Scenes.Of(source);
        ulong start = StableHash.Of(options.Seed, "scene", $"{owner} {words}");
        Scene scene = scenes[(int)((start + ((ulong)place * 7)) % (ulong)scenes.Count)];
        return Create(source, position, scene, (uint)StableHash.Of(options.Seed, "content", $"{owner} {words}", place));
    }

    private Medium Create(string source, int position, Scene scene, uint content)
    {
        // One step further from source to source, so that none calls a shared picture what another does.
        ulong steps = StableHash.Of(options.Seed, "place", $"{scene.Number}", (int)content) % (ulong)Scenes.Places.Count;
        string place = Scenes.Places[((int)steps + Sources[source]) % Scenes.Places.Count];
        ulong check = StableHash.Of(options.Seed, source, $"{scene.Number} {position}", (int)content) & 0xFFF;
        string id = $"{scene.Number:x2}{position:x3}{content:x8}{check:x3}";
        return new Medium(source, position, id, $"{scene.Name} {place}", scene, content);
    }
}
