using System.Globalization;
using System.Reflection;
using BrowserScraper.Items;

namespace BrowserScraper.Postgres;

/// <summary>Brings a schema to what this program needs: numbered steps, each once, all in one transaction under a lock.</summary>
internal static class Migrations
{
    /// <summary>The version that this program knows.</summary>
    public static int Newest { get; } = Steps().Last().Number;

    private const long Lock = 0x5363_7261_7065_7231; // nobody else's number

    /// <exception cref="RunStopException">The schema is of a later program, or the database is too old.</exception>
    public static async Task RunAsync(Step step, string schema)
    {
        if (step.Server.Major < 13)
        {
            throw new RunStopException(
                StopReason.MachineLacks, $"PostgreSQL {step.Server} is too old; 13 or later is needed");
        }

        if (await step.OneAsync<string>("select to_regclass('schema_version')::text") is not null
            && await step.OneAsync<int>("select max(version) from schema_version") == Newest)
        {
            return; // who may only read and write need not be told that it may make nothing
        }

        await step.RunAsync("select pg_advisory_xact_lock($1)", Lock);
        await step.RunAsync($"create schema if not exists \"{schema}\"; create table if not exists schema_version (version int not null)");
        int version = await step.OneAsync<int>("select coalesce(max(version), 0) from schema_version");
        (int Number, string Sql)[] all = [.. Steps()];
        if (version > all[^1].Number)
        {
            throw new RunStopException(
                StopReason.MachineLacks,
                $"the database's schema '{schema}' has version {version}, and this program knows {all[^1].Number}; use a newer program");
        }

        if (version < all[^1].Number && await AtWorkAsync(step) is { } host)
        {
            throw new RunStopException(
                StopReason.MachineLacks,
                $"the database's schema '{schema}' has version {version}, and this program needs {all[^1].Number}; {host} is at work in "
                    + "it: let its run end, or stop it, then start this one again");
        }

        foreach ((int number, string sql) in all.Where(each => each.Number > version))
        {
            await step.RunAsync(sql);
            await step.RunAsync("delete from schema_version");
            await step.RunAsync("insert into schema_version values ($1)", number);
        }
    }

    /// <summary>A machine that has been heard of lately: its program knows the schema as it is.</summary>
    private static async Task<string?> AtWorkAsync(Step step) =>
        await step.OneAsync<string>("select to_regclass('machines')::text") is null ? null : await step.OneAsync<string>(
            "select host from machines where gone is null and beat > clock_timestamp() - interval '1 minute' limit 1");

    private static IEnumerable<(int Number, string Sql)> Steps()
    {
        Assembly own = typeof(Migrations).Assembly;
        foreach (string name in own.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal))
        {
            using StreamReader reader = new(own.GetManifestResourceStream(name)!);
            yield return (int.Parse(Path.GetFileNameWithoutExtension(name), CultureInfo.InvariantCulture), reader.ReadToEnd());
        }
    }
}
