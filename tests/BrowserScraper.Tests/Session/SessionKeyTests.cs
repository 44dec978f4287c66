using System.Security.Cryptography;
using BrowserScraper.Items;
using BrowserScraper.Session;
using BrowserScraper.Testing;

namespace BrowserScraper.Tests.Session;

public sealed class SessionKeyTests : IDisposable
{
    private static readonly byte[] Plain = "sid=secret"u8.ToArray();

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Read_NoFileIsSet_IsNone() => Assert.Null(SessionKey.Read(null));

    [Fact]
    public void Read_RawAndBase64_AreTheSameKey()
    {
        byte[] key = RandomNumberGenerator.GetBytes(32);
        SessionKey raw = KeyOf("raw", key);
        SessionKey text = KeyOf("text", System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(key) + "\n"));

        Assert.Equal(raw.Name, text.Name);
        Assert.Equal(Plain, text.Open(raw.Seal(Plain, "one"u8), "one"u8));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(5000)]
    public void Read_WrongLength_IsOneLineThatNamesTheFile(int length)
    {
        string path = folder["key"];
        File.WriteAllBytes(path, new byte[length]);

        AssertRefused(path, "is no key");
    }

    [Theory]
    [InlineData("c2hvcnQ=")]
    [InlineData("this is a sentence, and it is no key")]
    public void Read_NoKey_IsToldWithoutWhatItHolds(string text)
    {
        string path = folder["key"];
        File.WriteAllText(path, text);

        Assert.DoesNotContain(text, AssertRefused(path, "is no key"), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NotThereOrAFolder_IsOneLineThatNamesTheFile()
    {
        AssertRefused(folder["missing"], "cannot be read");
        AssertRefused(folder.Root, "cannot be read");
    }

    [Fact]
    public void Open_AnotherKeyOrPlaceOrChange_IsNull()
    {
        SessionKey one = KeyOf("one", RandomNumberGenerator.GetBytes(32));
        SessionKey other = KeyOf("other", RandomNumberGenerator.GetBytes(32));
        byte[] all = one.Seal(Plain, "here"u8);
        byte[] changed = [.. all];
        changed[^1] ^= 1;

        Assert.NotEqual(one.Name, other.Name);
        Assert.Null(other.Open(all, "here"u8));
        Assert.Null(one.Open(all, "there"u8));
        Assert.Null(one.Open(changed, "here"u8));
        Assert.Null(one.Open(all.AsSpan(0, 20), "here"u8));
    }

    private SessionKey KeyOf(string name, byte[] content)
    {
        File.WriteAllBytes(folder[name], content);
        return SessionKey.Read(folder[name])!;
    }

    private static string AssertRefused(string path, string why)
    {
        RunStopException refused = Assert.Throws<RunStopException>(() => SessionKey.Read(path));
        Assert.Equal(StopReason.BadUsage, refused.Reason);
        Assert.StartsWith($"SESSION_KEY_FILE: {path} {why}", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
        return refused.Message;
    }
}
