using BrowserScraper.Items;
using BrowserScraper.Testing.Stores;
using Npgsql;

namespace BrowserScraper.Tests.Postgres;

/// <summary>What a person is told whose database cannot be used.</summary>
public sealed class StoreTroubleTests(PostgresServer server) : StoreScene(server)
{
    [Fact]
    public async Task FindAsync_TheServerHasNoTls_SaysWhatToSet()
    {
        NpgsqlConnectionStringBuilder secured = new(Options.Connection) { SslMode = SslMode.Require };

        RunStopException refused = await Assert.ThrowsAsync<RunStopException>(
            () => Store(Options with { Connection = secured.ConnectionString }).FindAsync("acme"));

        Assert.Equal(StopReason.MachineLacks, refused.Reason);
        Assert.Contains("there is no TLS", refused.Message, StringComparison.Ordinal);
        Assert.Contains("sslmode=disable", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }
}
