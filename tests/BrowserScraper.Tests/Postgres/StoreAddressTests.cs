using BrowserScraper.Items;
using BrowserScraper.Postgres;
using Npgsql;

namespace BrowserScraper.Tests.Postgres;

public sealed class StoreAddressTests
{
    private const string Secret = "hidden-word";

    [Theory]
    [InlineData("postgres://anna@db1/shop", "db1", 5432, "anna", "shop", SslMode.Require)]
    [InlineData("postgresql://anna@db1.example.com:5433/shop", "db1.example.com", 5433, "anna", "shop", SslMode.Require)]
    [InlineData("postgres://anna@localhost/shop", "localhost", 5432, "anna", "shop", SslMode.Prefer)]
    [InlineData("postgres://anna@[::1]:5433/shop", "::1", 5433, "anna", "shop", SslMode.Prefer)]
    [InlineData("postgres://an%40na:@127.0.0.1/my%20shop", "127.0.0.1", 5432, "an@na", "my shop", SslMode.Prefer)]
    [InlineData("postgres://anna@ssl-db/shop?sslmode=disable&application_name=x", "ssl-db", 5432, "anna", "shop", SslMode.Disable)]
    [InlineData("postgres://anna@ssl-db/shop", "ssl-db", 5432, "anna", "shop", SslMode.Require)]
    [InlineData("postgres://anna@db1/shop?sslmode=verify-full", "db1", 5432, "anna", "shop", SslMode.VerifyFull)]
    [InlineData("Host=db1;Username=anna;Database=shop", "db1", 5432, "anna", "shop", SslMode.Require)]
    [InlineData("Host=db1;Username=anna;Database=shop;SSL Mode=Allow", "db1", 5432, "anna", "shop", SslMode.Allow)]
    public void Read_Address_SaysWhere(string store, string host, int port, string user, string database, SslMode mode)
    {
        NpgsqlConnectionStringBuilder read = StoreAddress.Read(store, password: null);

        Assert.Equal((host, port, user, database, mode), (read.Host, read.Port, read.Username, read.Database, read.SslMode));
        Assert.Null(read.Password);
    }

    [Theory]
    [InlineData($"postgres://anna:{Secret}@db1/shop")]
    [InlineData($"postgres://anna@db1/shop?password={Secret}")]
    [InlineData($"postgres://anna@db1/shop?sslpassword={Secret}")]
    [InlineData($"Host=db1;Username=anna;Password={Secret}")]
    [InlineData($"Host=db1;Username=anna;pwd={Secret}")]
    [InlineData($"Host=db1;SSL Password={Secret}")]
    public void Read_Password_IsRefusedAndNotRepeated(string store)
    {
        RunStopException refused = Assert.Throws<RunStopException>(() => StoreAddress.Read(store, password: null));

        Assert.Equal(StopReason.BadUsage, refused.Reason);
        Assert.Contains("STORE_PASSWORD", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Secret, "no address and no connection string")]
    [InlineData("postgres:///shop", "names no host")]
    [InlineData("postgres://anna@db1,db2/shop", "several hosts")]
    [InlineData("postgres://anna@db1:port/shop", "no port")]
    [InlineData("postgres://anna@db1/shop?sslmod=require", "no parameter sslmod;")]
    [InlineData("postgres://anna@db1/shop?sslmode=maybe", "sslmode=maybe is not understood")]
    [InlineData($"Host=db1;Pasword={Secret}", "no keyword Pasword")]
    public void Read_WrongAddress_IsOneLineThatSaysWhy(string store, string why)
    {
        RunStopException refused = Assert.Throws<RunStopException>(() => StoreAddress.Read(store, password: null));

        Assert.Equal(StopReason.BadUsage, refused.Reason);
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public void Shown_PasswordIsSet_IsWithoutIt()
    {
        NpgsqlConnectionStringBuilder read = StoreAddress.Read("postgres://anna@db1:5433/shop", Secret);

        Assert.Equal(Secret, read.Password);
        Assert.Equal("postgres://anna@db1:5433/shop", StoreAddress.Shown(read));
    }
}
