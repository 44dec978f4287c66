using BrowserScraper.Server.Jobs;

namespace BrowserScraper.Tests.Server;

public sealed class JobIdTests
{
    [Theory]
    [InlineData("dealer-inventory", "dealer-inventory")]
    [InlineData("media-search~nature-landscape", "media-search/nature-landscape")]
    public void NameOf_AnId_IsTheJobsName(string id, string name)
    {
        Assert.Equal(name, JobId.NameOf(id));
        Assert.Equal(id, JobId.Of(name));
    }

    [Theory]
    [InlineData("..")]
    [InlineData("media-search~..")]
    [InlineData("media-search~a~b")]
    [InlineData("media-search/x")]
    [InlineData("a\\b")]
    [InlineData("A")]
    [InlineData("dealer-inventory\n")]
    [InlineData("")]
    public void NameOf_WhatIsNoId_IsNull(string id) => Assert.Null(JobId.NameOf(id));
}
