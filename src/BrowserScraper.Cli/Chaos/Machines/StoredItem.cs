using BrowserScraper.Items;
using Npgsql;

namespace BrowserScraper.Cli.Chaos.Machines;

/// <summary>An item of a job as its row in the database has it.</summary>
/// <param name="Key">Its key.</param>
/// <param name="State">What has become of it.</param>
/// <param name="Fence">How often it was claimed.</param>
/// <param name="IsClaimed">A machine has it.</param>
/// <param name="HasRecord">There is a record of it.</param>
/// <param name="IsPromised">It has files that have no names yet.</param>
/// <param name="Error">Why it is not done.</param>
internal sealed record StoredItem(string Key, ItemState State, long Fence, bool IsClaimed, bool HasRecord, bool IsPromised, string? Error)
{
    /// <summary>Of the one job that there is.</summary>
    public const string Sql =
        """
        select i.key, i.state, i.fence, i.place in (3, 4), r.key is not null, i.promised is not null, i.error
        from items i left join records r using (job, key)
        """;

    public static StoredItem Read(NpgsqlDataReader row) => new(
        row.GetString(0), (ItemState)row.GetInt16(1), row.GetInt64(2), row.GetBoolean(3), row.GetBoolean(4), row.GetBoolean(5),
        row.IsDBNull(6) ? null : row.GetString(6));
}
