using Npgsql;

namespace BrowserScraper.Postgres;

/// <summary>Runs a statement and reads its rows, in a transaction or as one of its own.</summary>
internal delegate Task<List<T>> Rows<T>(Func<NpgsqlDataReader, T> read, string sql, params object?[] values);
