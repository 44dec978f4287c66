namespace BrowserScraper.Items;

/// <summary>What kinds have in common.</summary>
internal static class FileKinds
{
    private static readonly FileKind[] Images = [FileKind.Jpeg, FileKind.Png, FileKind.WebP, FileKind.Gif];
    private static readonly FileKind[] Videos = [FileKind.Mp4, FileKind.WebM];

    extension(FileKind kind)
    {
        public bool IsImage => kind == FileKind.Image || Images.Contains(kind);

        public bool IsVideo => kind == FileKind.Video || Videos.Contains(kind);

        /// <summary>The kinds that it stands for; itself where it is one.</summary>
        public IReadOnlyList<FileKind> Members => kind switch
        {
            FileKind.Image => Images,
            FileKind.Video => Videos,
            _ => [kind],
        };

        /// <summary>A file of this kind that ends early is known as such by the file alone.</summary>
        internal bool ShowsItsEnd => kind is not (FileKind.Any or FileKind.Csv or FileKind.Vtt or FileKind.Srt);

        /// <summary>How files of this kind end, such as <c>.jpg</c>; empty where it is not one kind.</summary>
        public string Ending => kind switch
        {
            FileKind.Any or FileKind.Image or FileKind.Video => "",
            FileKind.Jpeg => ".jpg",
            _ => $".{kind.ToString().ToLowerInvariant()}",
        };
    }
}
