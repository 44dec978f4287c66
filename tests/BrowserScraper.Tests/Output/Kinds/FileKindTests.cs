using BrowserScraper.Items;
using BrowserScraper.Output;
using BrowserScraper.Testing;

namespace BrowserScraper.Tests.Output.Kinds;

/// <summary>Every kind against a right file, and against each way of being wrong.</summary>
public sealed class FileKindTests : IDisposable
{
    private static readonly byte[] Page = "<!doctype html><title>Sign in</title>"u8.ToArray();

    private readonly TemporaryFolder folder = new();

    public static TheoryData<FileKind> Kinds => [.. Samples.Kinds];

    public static TheoryData<FileKind> KindsWithAnEnd =>
        [.. Samples.Kinds.Where(kind => kind is not (FileKind.Vtt or FileKind.Srt or FileKind.Csv))];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task FaultAsync_RightFile_IsFine(FileKind kind) => Assert.Null(await FaultAsync(kind, Samples.Of(kind)));

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task FaultAsync_CutOff_IsNamed(FileKind kind)
    {
        byte[] half = Samples.Cut(kind);

        Assert.EndsWith($"is cut off after {half.Length} bytes", await FaultAsync(kind, half), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(KindsWithAnEnd))]
    public async Task FaultAsync_CutAtAnyByte_IsAFault(FileKind kind)
    {
        byte[] whole = Samples.Of(kind);
        for (int length = 0; length < whole.Length; length++)
        {
            Assert.True(await FaultAsync(kind, whole[..length]) is not null, $"{length} of {whole.Length} bytes passed");
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task FaultAsync_AnyOtherKind_IsNamed(FileKind kind)
    {
        foreach (FileKind other in Samples.Kinds.Where(other => other != kind && !(kind == FileKind.Zip && other == FileKind.Epub)))
        {
            // A text of any sort is a CSV file with one column; a page, PDF, JSON or what is no text is none.
            bool passes = kind == FileKind.Csv && other is FileKind.Vtt or FileKind.Srt;
            Assert.True(passes
                || (await FaultAsync(kind, Samples.Of(other)))?.StartsWith("it is no ", StringComparison.Ordinal) == true,
                $"{other} passed");
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task FaultAsync_Empty_IsNamed(FileKind kind) => Assert.Equal("the file is empty", await FaultAsync(kind, []));

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task FaultAsync_HtmlPage_IsNamed(FileKind kind) =>
        Assert.Equal($"an HTML page came instead of {kind.ToString().ToUpperInvariant()}", await FaultAsync(kind, Page));

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task FaultAsync_OtherLengthThanAnnounced_IsNamed(FileKind kind)
    {
        byte[] whole = Samples.Of(kind);

        Assert.Equal($"{whole.Length} bytes came where {whole.Length + 1} were announced", await FaultAsync(kind, whole, whole.Length + 1));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task FaultAsync_HugeFile_IsJudgedWithoutReadingItAll(FileKind kind)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "files with holes");
        HugeFile.Write(folder["huge"], kind);

        string? fault = await FileVerifier.FaultAsync(folder["huge"], kind, announced: null);

        // The hole is zeros, which no text may hold; the others are right by what their ends say.
        bool isText = kind is FileKind.Vtt or FileKind.Srt or FileKind.Json or FileKind.Csv;
        Assert.Equal(isText, fault is not null);
    }

    private async Task<string?> FaultAsync(FileKind kind, byte[] content, long? announced = null)
    {
        await File.WriteAllBytesAsync(folder["file"], content, TestContext.Current.CancellationToken);
        return await FileVerifier.FaultAsync(folder["file"], kind, announced);
    }
}
