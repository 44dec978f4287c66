using System.Security.Cryptography;
using System.Text;
using BrowserScraper.Items;
using BrowserScraper.Storage;

namespace BrowserScraper.Session;

/// <summary>
/// The key of SESSION_KEY_FILE, which all machines have: what it seals, nobody else can read or change (AES-256-GCM). Members may be called
/// concurrently.
/// </summary>
internal sealed class SessionKey
{
    private const string Setting = "SESSION_KEY_FILE";
    private const int KeySize = 32;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int LongestFile = 200;

    private readonly byte[] key;

    private SessionKey(string path, byte[] key)
    {
        (Path, this.key) = (path, key);
        Name = Convert.ToHexStringLower(SHA256.HashData([.. "browserscraper session key"u8, .. key]))[..16];
    }

    /// <summary>The file, for messages.</summary>
    public string Path { get; }

    /// <summary>Tells two keys apart, and nothing of the key.</summary>
    public string Name { get; }

    /// <summary>Reads the file: 32 bytes, as they are or as base64.</summary>
    /// <returns>Null where none is set.</returns>
    /// <exception cref="RunStopException">It cannot be read, or is no key; no message holds any of it.</exception>
    public static SessionKey? Read(string? path)
    {
        if (path is null)
        {
            return null;
        }

        string full = System.IO.Path.GetFullPath(path);
        try
        {
            using FileStream file = File.OpenRead(full);
            byte[] read = new byte[LongestFile];
            int length = file.ReadAtLeast(read, LongestFile, throwOnEndOfStream: false);
            return new(full, KeyIn(read.AsSpan(0, length)) ?? throw Refusal(
                $"{full} is no key: it must hold 32 random bytes, as they are or as base64; make one with: openssl rand -base64 32"));
        }
        catch (Exception refused) when (StorageFault.Is(refused))
        {
            throw Refusal($"{full} cannot be read ({refused.Message.TrimEnd('.')})");
        }
    }

    /// <param name="open">What is to be sealed.</param>
    /// <param name="bound">What stands beside it in the open: neither can be put beside another.</param>
    public byte[] Seal(ReadOnlySpan<byte> open, ReadOnlySpan<byte> bound)
    {
        byte[] all = new byte[NonceSize + TagSize + open.Length];
        RandomNumberGenerator.Fill(all.AsSpan(0, NonceSize));
        using AesGcm cipher = new(key, TagSize);
        cipher.Encrypt(
            all.AsSpan(0, NonceSize), open, all.AsSpan(NonceSize + TagSize), all.AsSpan(NonceSize, TagSize), bound);
        return all;
    }

    /// <returns>Null where it was sealed with another key, or beside something else, or was changed.</returns>
    public byte[]? Open(ReadOnlySpan<byte> all, ReadOnlySpan<byte> bound)
    {
        if (all.Length < NonceSize + TagSize)
        {
            return null;
        }

        byte[] open = new byte[all.Length - NonceSize - TagSize];
        try
        {
            using AesGcm cipher = new(key, TagSize);
            cipher.Decrypt(all[..NonceSize], all[(NonceSize + TagSize)..], all.Slice(NonceSize, TagSize), open, bound);
            return open;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static byte[]? KeyIn(ReadOnlySpan<byte> read)
    {
        if (read.Length == KeySize)
        {
            return read.ToArray();
        }

        byte[] decoded = new byte[LongestFile];
        return Convert.TryFromBase64String(Encoding.ASCII.GetString(read).Trim(), decoded, out int length) && length == KeySize
            ? decoded[..KeySize] : null;
    }

    private static RunStopException Refusal(string message) => new(StopReason.BadUsage, $"{Setting}: {message}");
}
