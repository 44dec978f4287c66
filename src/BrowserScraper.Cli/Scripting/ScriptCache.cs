using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using BrowserScraper.Storage;

namespace BrowserScraper.Cli.Scripting;

/// <summary>
/// Keeps what the compiler has made, between starts. It is never in the way: what it cannot keep, or find unhurt, is compiled again.
/// Several processes may use it at once.
/// </summary>
internal sealed class ScriptCache(CacheFolder folder, TimeProvider time)
{
    private const string Ending = ".script";
    private const string EndingAside = ".tmp";
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>How exactly it is known when an entry was used last; the file is touched no oftener.</summary>
    private static readonly TimeSpan Grain = TimeSpan.FromDays(1);

    public ScriptBuild? Find(string key)
    {
        if (folder.Path is not { } path)
        {
            return null;
        }

        try
        {
            FileInfo file = new(Path.Combine(path, key + Ending));
            if (!file.Exists || Unpacked(File.ReadAllBytes(file.FullName)) is not { } build)
            {
                return null;
            }

            Touch(file);
            return build;
        }
        catch (Exception trouble) when (StorageFault.Is(trouble))
        {
            return null;
        }
    }

    public void Keep(string key, ScriptBuild build)
    {
        if (folder.Path is not { } path)
        {
            return;
        }

        string aside = Path.Combine(path, $"{Guid.NewGuid():n}{EndingAside}");
        try
        {
            File.WriteAllBytes(aside, Packed(build));
            File.Move(aside, Path.Combine(path, key + Ending), overwrite: true);
            Clean(path);
        }
        catch (Exception trouble) when (StorageFault.Is(trouble))
        {
            Remove(aside);
        }
    }

    private void Touch(FileInfo file)
    {
        DateTime now = time.GetUtcNow().UtcDateTime;
        if (now - file.LastWriteTimeUtc > Grain)
        {
            file.LastWriteTimeUtc = now;
        }
    }

    private void Clean(string path)
    {
        DateTime now = time.GetUtcNow().UtcDateTime;
        foreach (FileInfo file in new DirectoryInfo(path).EnumerateFiles())
        {
            TimeSpan unused = now - file.LastWriteTimeUtc;
            if ((file.Extension == Ending && unused > Kept) || (file.Extension == EndingAside && unused > Grain))
            {
                Remove(file.FullName);
            }
        }
    }

    private static void Remove(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception trouble) when (StorageFault.Is(trouble))
        {
            // The next one tries again.
        }
    }

    // A hash of what follows, the lengths of three parts, the parts.
    private static byte[] Packed(ScriptBuild build)
    {
        byte[][] parts = [build.Assembly, build.Symbols, JsonSerializer.SerializeToUtf8Bytes(build.Errors)];
        byte[] lengths = new byte[parts.Length * sizeof(int)];
        foreach ((int index, byte[] part) in parts.Index())
        {
            BinaryPrimitives.WriteInt32LittleEndian(lengths.AsSpan(index * sizeof(int)), part.Length);
        }

        byte[] content = [.. lengths, .. parts[0], .. parts[1], .. parts[2]];
        return [.. SHA256.HashData(content), .. content];
    }

    /// <returns>Null where it is not as it was written.</returns>
    private static ScriptBuild? Unpacked(byte[] kept)
    {
        const int Parts = 3;
        if (kept.Length < SHA256.HashSizeInBytes + (Parts * sizeof(int))
            || !SHA256.HashData(kept.AsSpan(SHA256.HashSizeInBytes)).AsSpan().SequenceEqual(kept.AsSpan(0, SHA256.HashSizeInBytes)))
        {
            return null;
        }

        ReadOnlySpan<byte> content = kept.AsSpan(SHA256.HashSizeInBytes);
        int assembly = BinaryPrimitives.ReadInt32LittleEndian(content);
        int symbols = BinaryPrimitives.ReadInt32LittleEndian(content[sizeof(int)..]);
        ReadOnlySpan<byte> parts = content[(Parts * sizeof(int))..];
        return new(
            parts[..assembly].ToArray(), parts.Slice(assembly, symbols).ToArray(),
            JsonSerializer.Deserialize<string[]>(parts[(assembly + symbols)..])!);
    }
}
