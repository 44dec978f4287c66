using BrowserScraper.Testing;
using BrowserScraper.Trials;

namespace BrowserScraper.Tests.Trials;

public sealed class TrialFolderTests
{
    [Fact]
    public void Create_AnEarlierTrialHasEnded_RemovesWhatItHasLeft()
    {
        using TemporaryFolder above = new();
        TrialFolder first = TrialFolder.Create("my-site", above.Root);
        Directory.CreateDirectory(first.Files);
        first.Dispose();
        Assert.True(Directory.Exists(first.Files));
        using TrialFolder second = TrialFolder.Create("my-site", above.Root);

        Assert.Equal([second.Root], Directory.GetDirectories(above.Root));
    }

    [Fact]
    public void Create_AnotherTrialGoesOn_LeavesItAlone()
    {
        using TemporaryFolder above = new();
        using TrialFolder first = TrialFolder.Create("my-site", above.Root);
        using TrialFolder second = TrialFolder.Create("my-site", above.Root);

        Assert.Equal(2, Directory.GetDirectories(above.Root).Length);
    }

    [Fact]
    public void Create_TrialOfAnotherScript_IsLeftAlone()
    {
        using TemporaryFolder above = new();
        TrialFolder.Create("my-site-2", above.Root).Dispose();
        using TrialFolder own = TrialFolder.Create("my-site", above.Root);

        Assert.Equal(2, Directory.GetDirectories(above.Root).Length);
    }

    [Fact]
    public void Create_OnUnix_IsItsOwnersAlone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes");
        using TemporaryFolder above = new();
        using TrialFolder own = TrialFolder.Create("my-site", above.Root);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(own.Root));
    }

    [Fact]
    public void Clear_WhatARoundHasLeft_IsGone()
    {
        using TemporaryFolder above = new();
        using TrialFolder own = TrialFolder.Create("my-site", above.Root);
        Directory.CreateDirectory(own.Files);
        own.Clear();

        Assert.False(Directory.Exists(own.Files));
        Assert.True(Directory.Exists(own.Root));
    }
}
