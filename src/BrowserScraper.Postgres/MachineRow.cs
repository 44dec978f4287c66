using BrowserScraper.Stores;
using Npgsql;

namespace BrowserScraper.Postgres;

/// <summary>A machine as its row has it.</summary>
internal static class MachineRow
{
    /// <summary>Machines <c>m</c> with their jobs <c>j</c>.</summary>
    public const string Select =
        """
        select m.host, m.process, m.begun, m.beat, m.gone, m.gone is null and m.beat < clock_timestamp() - m.lease, m.pages, m.items,
            m.version, m.clock_offset, j.name, m.id from machines m join jobs j on j.id = m.job
        """;

    /// <summary>Where the job's name stands.</summary>
    public const int Job = 10;

    public static MachineView View(NpgsqlDataReader row) => new(row.GetString(0), row.GetInt32(1))
    {
        Since = row.GetFieldValue<DateTimeOffset>(2),
        Heard = row.GetFieldValue<DateTimeOffset>(3),
        Left = row.IsDBNull(4) ? null : row.GetFieldValue<DateTimeOffset>(4),
        IsLost = row.GetBoolean(5),
        Pages = row.IsDBNull(6) ? null : row.GetInt32(6),
        Items = row.GetInt32(7),
        Version = ItemRow.Text(row, 8),
        Number = row.GetInt64(11),
        ClockOffset = row.IsDBNull(9) ? null : row.GetTimeSpan(9),
    };
}
