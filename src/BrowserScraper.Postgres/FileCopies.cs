using System.Buffers;
using System.Security.Cryptography;
using BrowserScraper.Items;
using BrowserScraper.Storage;

namespace BrowserScraper.Postgres;

/// <summary>Copies a job's files from one folder to another, several at a time. Each is compared with what is known of it.</summary>
internal sealed class FileCopies(string from, string to, string job)
{
    private const int AtOnce = 4;
    private const int Buffer = 1 << 17;

    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly List<(string Key, SavedFile File)> files = [];

    /// <summary>How many there are.</summary>
    public int Count => files.Count;

    /// <summary>Notes an item's files, to be copied. Shared ones are copied once.</summary>
    public void Add(ItemRecord record)
    {
        foreach (SavedFile file in record.State == ItemState.Done ? record.Files : [])
        {
            if (known.Add(file.Path))
            {
                files.Add((record.Item.Key, file));
            }
        }
    }

    /// <summary>Copies them; what is there already, and right, stays.</summary>
    /// <exception cref="RunStopException">One is not as it was, or cannot be read or written.</exception>
    public async Task RunAsync(CancellationToken stopping)
    {
        Directory.CreateDirectory(to);
        await Parallel.ForEachAsync(
            files, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stopping },
            async (each, ending) => await CopyAsync(each.Key, each.File, ending));
    }

    private async Task CopyAsync(string key, SavedFile file, CancellationToken ending)
    {
        string source = Path.Combine([from, .. file.Path.Split('/')]);
        string target = Path.Combine([to, .. file.Path.Split('/')]);
        try
        {
            if (File.Exists(target) && await CopyAsync(target, Stream.Null, ending) == file.Sha256)
            {
                return;
            }

            if (!File.Exists(source))
            {
                throw Bad(key, file, "is gone");
            }

            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            string part = $"{target}.part";
            await using (FileStream written = new(part, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                if (await CopyAsync(source, written, ending) != file.Sha256)
                {
                    throw Bad(key, file, "has changed");
                }

                written.Flush(flushToDisk: true);
            }

            File.Move(part, target, overwrite: true);
        }
        catch (Exception refused) when (StorageFault.Is(refused))
        {
            throw new RunStopException(StopReason.MachineLacks, $"{job}: {target}: {OneLine.Of(refused.Message)}", refused);
        }
    }

    private RunStopException Bad(string key, SavedFile file, string what) => new(
        StopReason.MachineLacks,
        $"{job}: {file.Path} of {key} {what}; check all files with: verify {job} (the next run fetches bad ones again), then try again");

    /// <returns>The hash of what was copied.</returns>
    private static async Task<string> CopyAsync(string source, Stream target, CancellationToken ending)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Buffer);
        try
        {
            await using FileStream read = new(source, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true);
            while (await read.ReadAsync(buffer, ending) is > 0 and var count)
            {
                hash.AppendData(buffer, 0, count);
                await target.WriteAsync(buffer.AsMemory(0, count), ending);
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
