using BrowserScraper.Sites;

namespace BrowserScraper.Tests.Sites;

public sealed class JobNameTests
{
    [Theory]
    [InlineData(null, "media-search")]
    [InlineData("nature landscape", "media-search/nature-landscape")]
    [InlineData("  Nature   Landscape ", "media-search/nature-landscape")]
    public void Of_PlainRequest_IsReadable(string? request, string name) => Assert.Equal(name, JobName.Of("media-search", request));

    [Theory]
    [InlineData("C#")]
    [InlineData("../../etc/passwd")]
    [InlineData("caf\u00e9")]
    [InlineData("\u6d77")]
    [InlineData("con")]
    [InlineData("a\0b")]
    public void Of_AnyRequest_IsOneSafeFolder(string request)
    {
        string name = JobName.Of("s", request);

        Assert.Matches("^s/[a-z0-9]([a-z0-9-]{0,70}[a-z0-9])?$", name);
        Assert.NotEqual(JobName.Of("s", "c"), name);
        Assert.NotEqual("s/con", name); // Windows takes no folder of that name
    }

    [Fact]
    public void Of_LongRequests_DifferWhereTheyDo() =>
        Assert.NotEqual(JobName.Of("s", new string('a', 300)), JobName.Of("s", new string('a', 301)));

    [Fact]
    public void ScriptOf_EitherForm_IsTheScript() => Assert.Equal(("s", "s"), (JobName.ScriptOf("s/x"), JobName.ScriptOf("s")));
}
