using BrowserScraper.Items;

namespace BrowserScraper.Postgres;

/// <summary>
/// What hosts are spared, over all machines and jobs, by the database's clock. The statement that claims an item takes the next start of
/// its host; nobody takes one ahead, so a machine that dies owes nothing. Members may be called concurrently.
/// </summary>
/// <param name="database">Where hosts are known.</param>
/// <param name="place">Where the machine works.</param>
internal sealed class HostSlots(Database database, JobPlace place)
{
    /// <summary>The hosts that have asked to be left alone, as items of the job $1 have them.</summary>
    public const string Resting =
        "array(select case host when '#' || $1::bigint then '' else host end from hosts where rests > now())";

    /// <summary>Rests are kept beyond the run that met them, and no script's wish may stop a host for days.</summary>
    private static readonly TimeSpan LongestRest = TimeSpan.FromHours(1);

    private volatile bool matters = true;

    /// <summary>Whether a claim must go by host: somebody has a limit, or a host rests, as far as is known.</summary>
    public bool Concern(ClaimRules rules) => matters || rules.HostDelay > TimeSpan.Zero || rules.HostPerMinute is not null;

    /// <summary>A host rests, as was just seen.</summary>
    public void Note() => matters = true;

    /// <summary>How the database calls the host of a lane. Items without one are no other job's.</summary>
    public string Of(Lane lane) => Of(lane.Host is null ? "" : ClaimRules.WithoutPort(lane.Host));

    /// <summary>Learns whether others have limits, or a host rests.</summary>
    /// <param name="asked">The database; one that is away is not waited for here.</param>
    public async Task LookAsync(Database asked) => matters = await asked.OneAsync<bool>(
        """
        select exists (select 1 from hosts where rests > now()) or exists (
            select 1 from host_limits l join machines m on m.id = l.machine where m.gone is null and m.beat > now() - m.lease)
        """);

    /// <summary>A host has asked to be left alone for so long.</summary>
    public async ValueTask RestAsync(string host, TimeSpan rest)
    {
        Note();
        await database.RunAsync(
            """
            insert into hosts (host, rests) values ($1, clock_timestamp() + $2)
            on conflict (host) do update set rests = greatest(hosts.rests, excluded.rests)
            """, Of(host), rest < LongestRest ? rest : LongestRest);
    }

    /// <summary>Those of these hosts that may not be asked now, and how long each waits.</summary>
    public async Task<Dictionary<string, TimeSpan>> HeldAsync(string[] hosts, ClaimRules rules) => (await database.AllAsync(
        row => (Host: row.GetString(0), Wait: row.GetTimeSpan(1)),
        """
        select host, greatest(free - clock_timestamp(), interval '5 ms')
        from unnest($1::text[]) host cross join lateral host_free(host, $2, $3::int) free where free > clock_timestamp()
        """, hosts, rules.HostDelay, rules.HostPerMinute))
        .ToDictionary(each => each.Host, each => each.Wait, StringComparer.Ordinal);

    private string Of(string host) => host.Length == 0 ? $"#{place.Job}" : host;
}
