using System.Buffers.Binary;
using System.Buffers.Text;
using BrowserScraper.DemoSites.Seeding;

namespace BrowserScraper.DemoSites.Video.Content;

/// <summary>All videos of the portal. Their captions are made when they are asked for.</summary>
internal sealed class VideoCatalog
{
    private const string English = "en";

    private readonly Dictionary<string, DemoVideo> byId;
    private readonly VideoPortalOptions options;

    public VideoCatalog(VideoPortalOptions options)
    {
        this.options = options;
        Videos = [.. Enumerable.Range(1, options.Videos).Select(Create)];
        byId = Videos.ToDictionary(video => video.Id, StringComparer.Ordinal);
    }

    public IReadOnlyList<DemoVideo> Videos { get; }

    /// <summary>Null for an id that is no video's.</summary>
    public DemoVideo? Find(string id) => byId.GetValueOrDefault(id);

    public IReadOnlyList<Caption> CaptionsOf(DemoVideo video, CaptionTrack track)
    {
        IReadOnlyList<string> said = CaptionWords.Said(options.Seed, video.Id, track);
        return track.IsAutomatic ? CaptionTimes.Rolling(options.Seed, video.Id, said) : CaptionTimes.OneByOne(options.Seed, video.Id, said);
    }

    public string TextOf(DemoVideo video, CaptionTrack track) =>
        string.Concat(CaptionWords.Said(options.Seed, video.Id, track).SelectMany(said => said.Split('\n')).Select(line => $"{line}\n"));

    private DemoVideo Create(int position)
    {
        string id = IdOf(position);
        (VideoTrouble trouble, bool always) = options.Faults.Of(options.Seed, id, position);
        bool isOdd = Pick(id, "way", 2) == 1;
        var video = new DemoVideo(
            position,
            id,
            VideoWords.TitleOf(options.Seed, id),
            TimeSpan.FromSeconds(90 + Pick(id, "length", 1200)),
            trouble,
            Status: trouble switch
            {
                VideoTrouble.Private => isOdd ? 403 : 200,
                VideoTrouble.Removed => isOdd ? 410 : 404,
                _ => 200,
            },
            Tracks: []);
        return video.IsLost
            ? video
            : video with
            {
                Tracks = TracksOf(id),
                TroubledRequests = trouble == VideoTrouble.None ? 0 : always ? int.MaxValue : options.TroubledRequests,
                StrikesCaptions = trouble == VideoTrouble.Error429 && isOdd,
            };
    }

    /// <summary>The automatic ones first: who takes what comes first takes the wrong one.</summary>
    private List<CaptionTrack> TracksOf(string id)
    {
        bool hasWebVtt = Pick(id, "form", 6) > 0;
        List<CaptionTrack> tracks = [new(English, IsAutomatic: true, hasWebVtt)];
        if (Pick(id, "second", 4) == 0)
        {
            tracks.Add(new("de", IsAutomatic: true, hasWebVtt));
        }

        if (Pick(id, "human", 5) > 0)
        {
            tracks.AddRange(CaptionWords.Languages
                .Where(language => language == English || Pick(id, language, 3) == 0)
                .Select(language => new CaptionTrack(language, IsAutomatic: false, hasWebVtt)));
        }

        return tracks;
    }

    // 64 bits make eleven letters of base64url.
    private string IdOf(int position)
    {
        Span<byte> bytes = stackalloc byte[9];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, StableHash.Of(options.Seed, "id", "", position));
        return Base64Url.EncodeToString(bytes)[..11];
    }

    private int Pick(string id, string purpose, int choices) => (int)(StableHash.Of(options.Seed, purpose, id) % (ulong)choices);
}
