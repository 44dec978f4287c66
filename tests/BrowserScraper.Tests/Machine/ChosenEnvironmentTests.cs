using BrowserScraper.Machine;

namespace BrowserScraper.Tests.Machine;

/// <summary>Which variables driver and browser get.</summary>
public sealed class ChosenEnvironmentTests
{
    [Theory]
    [InlineData("PATH"), InlineData("HOME"), InlineData("LANG"), InlineData("LC_ALL"), InlineData("TMPDIR"), InlineData("DISPLAY"),
        InlineData("XDG_RUNTIME_DIR"), InlineData("http_proxy"), InlineData("HTTPS_PROXY")]
    [InlineData("FONTCONFIG_PATH"), InlineData("PLAYWRIGHT_BROWSERS_PATH"), InlineData("NODE_OPTIONS"), InlineData("NODE_EXTRA_CA_CERTS"),
        InlineData("SystemRoot"), InlineData("ProgramFiles(x86)"), InlineData("TZ")]
    [InlineData("PW_LANG_NAME"), InlineData("XAUTHORITY"), InlineData("USERNAME"), InlineData("BROWSER_SCRAPER_CHAOS")]
    public void Allows_WhatABrowserNeeds_IsPassedOn(string name) => Assert.True(ChosenEnvironment.Allows(name));

    [Theory]
    [InlineData("DEALER_INVENTORY_PASSWORD"), InlineData("DEALER_INVENTORY_USERNAME"), InlineData("SERVER_TOKEN"),
        InlineData("AWS_SECRET_ACCESS_KEY"), InlineData("NODE_AUTH_TOKEN"), InlineData("GITHUB_TOKEN")]
    [InlineData("PLAYWRIGHT_SERVICE_ACCESS_TOKEN"), InlineData("OTEL_EXPORTER_OTLP_HEADERS"), InlineData("XDG_SECRET"),
        InlineData("SSH_AUTH_SOCK"), InlineData("PATHS"), InlineData("MY_HOME"), InlineData("BROWSER_SCRAPER_TOKEN"), InlineData("")]
    public void Allows_EverythingElse_IsNot(string name) => Assert.False(ChosenEnvironment.Allows(name));

    [Fact]
    public void Choose_OtherVariables_AreTakenOut()
    {
        Dictionary<string, string?> variables =
            new(StringComparer.Ordinal) { ["PATH"] = "/bin", ["SHOP_PASSWORD"] = "x", ["ANYTHING"] = "y" };
        ChosenEnvironment.Choose(variables);

        Assert.Equal(["PATH"], variables.Keys);
    }
}
