using System.Security.Cryptography;
using System.Threading.Channels;

namespace BrowserScraper.App.Running;

/// <summary>
/// Tells when somebody has saved one of some files. Editors write aside and rename, or empty the file and write, and cause several events
/// for one save: what counts is what is in the files when they have come to rest. Where the system tells of no events, as on some network
/// drives, they are looked at once a second. Not concurrent.
/// </summary>
internal sealed class SaveWatch : IDisposable
{
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan LongestUnrest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly Channel<bool> events =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly List<FileSystemWatcher> watchers = [];
    private readonly string[] places;
    private readonly TimeProvider time;
    private string last;
    private string lastTimes;

    /// <param name="places">Files, and folders whose files ending in <c>.cs</c> are meant.</param>
    /// <param name="time">The clock.</param>
    public SaveWatch(IReadOnlyList<string> places, TimeProvider time)
    {
        this.places = [.. places.Select(Path.GetFullPath)];
        this.time = time;
        foreach (string folder in this.places.Select(FolderOf).Distinct(StringComparer.Ordinal))
        {
            Watch(folder);
        }

        last = Contents();
        lastTimes = Times();
    }

    /// <summary>Completes when the files are others than when it completed last, or than in the beginning.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stopping"/> was cancelled.</exception>
    public async Task NextAsync(CancellationToken stopping)
    {
        while (true)
        {
            await EventAsync(stopping);
            await RestAsync(stopping);
            string now = Contents();
            lastTimes = Times();
            if (now != last && !IsBetween())
            {
                last = now;
                return;
            }
        }
    }

    public void Dispose() => watchers.ForEach(watcher => watcher.Dispose());

    private static string FolderOf(string place) => Directory.Exists(place) ? place : Path.GetDirectoryName(place)!;

    private void Watch(string folder)
    {
        try
        {
            // Of the folder, not of the file: that may be another one after each save.
            FileSystemWatcher watcher = new(folder)
            {
                NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite | NotifyFilters.Size | NotifyFilters.CreationTime,
            };
            watcher.Changed += Tell;
            watcher.Created += Tell;
            watcher.Deleted += Tell;
            watcher.Renamed += Tell;
            watcher.EnableRaisingEvents = true;
            watchers.Add(watcher);
        }
        catch (Exception refused) when (refused is IOException or ArgumentException or PlatformNotSupportedException)
        {
            // The system has no more watches, or the folder is gone: it is looked at now and then all the same.
        }
    }

    private void Tell(object sender, FileSystemEventArgs what) => events.Writer.TryWrite(true);

    private async Task EventAsync(CancellationToken stopping)
    {
        while (true)
        {
            using CancellationTokenSource due = new(Look, time);
            using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(due.Token, stopping);
            try
            {
                await events.Reader.ReadAsync(ending.Token);
                return;
            }
            catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
            {
                if (Times() != lastTimes)
                {
                    return;
                }
            }
        }
    }

    /// <summary>Until nothing more happens for a moment.</summary>
    private async Task RestAsync(CancellationToken stopping)
    {
        long began = time.GetTimestamp();
        do
        {
            _ = events.Reader.TryRead(out _);
            await Task.Delay(Rest, time, stopping);
        }
        while (time.GetElapsedTime(began) < LongestUnrest && (events.Reader.TryPeek(out _) || IsBetween()));
    }

    /// <summary>An editor has taken a file away, or emptied it, and is about to write it.</summary>
    private bool IsBetween() =>
        places.Any(place => !Directory.Exists(place) && (!File.Exists(place) || new FileInfo(place) is { Exists: true, Length: 0 }));

    private IEnumerable<string> Files() => places
        .SelectMany(place => Directory.Exists(place) ? Directory.GetFiles(place, "*.cs") : [place]).Order(StringComparer.Ordinal);

    private string Times() => string.Join('\n', Files().Select(TimeOf));

    private string Contents() => string.Join('\n', Files().Select(file => $"{file} {ContentOf(file)}"));

    private static string TimeOf(string file) =>
        new FileInfo(file) is { Exists: true } there ? $"{file} {there.Length} {there.LastWriteTimeUtc.Ticks}" : file;

    private static string ContentOf(string file)
    {
        try
        {
            using FileStream open = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return Convert.ToHexString(SHA256.HashData(open));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
