using BrowserScraper.Output;

namespace BrowserScraper.Postgres;

/// <summary>
/// Whose each file name of a job is, for all machines: names that differ by case only are one, and no file is called as a folder is.
/// </summary>
internal sealed class FileNameTable(Step step, JobPlace place)
{
    /// <summary>The name itself where nothing is in its way, in one statement; else another.</summary>
    public static async Task<string> ReserveAsync(Database database, JobPlace place, string key, string name) =>
        !FileNames.MayBeWrittenInTwoWays(name) && await database.OneAsync<bool>(
            "select reserve_name($1, $2, $3, $4)", place.Job, Folded(name), $"{key}\n{name}", FoldersOf(name).Select(Folded).ToArray())
            ? name : await database.InStepAsync(step => new FileNameTable(step, place).ReserveAsync(key, name));

    private async Task<string> ReserveAsync(string key, string name)
    {
        await step.RunAsync("select pg_advisory_xact_lock(hashtextextended('names', $1))", place.Job);
        bool isFolderTrouble = await IsFolderTroubleAsync(name);
        string given = name;
        for (int round = 0; !await IsFreeAsync(key, given, isWanted: round == 0); round++)
        {
            string what = $"{key}\n{name}\n{round}";
            given = isFolderTrouble ? SafeFileName.DistinctFolder(name, what) : SafeFileName.Distinct(name, what);
        }

        await step.RunAsync(
            "insert into names (job, folded, owner) values ($1, $2, $3) on conflict do nothing", place.Job, Folded(given),
            Owner(key, given));
        await step.RunAsync(
            "insert into names (job, folded) select $1, f from unnest($2::text[]) f on conflict do nothing", place.Job,
            FoldersOf(given).Select(Folded).ToArray());
        return given;
    }

    /// <summary>As names are compared.</summary>
    public static string Folded(string name) => name.ToUpperInvariant();

    /// <summary>Two names of one item may collide as well, so the owner is item and name.</summary>
    public static string Owner(string key, string given) => $"{key}\n{given}";

    /// <summary>The folders that a name is in.</summary>
    public static IEnumerable<string> FoldersOf(string name)
    {
        for (int slash = name.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = name.IndexOf('/', slash + 1))
        {
            yield return name[..slash];
        }
    }

    private async Task<bool> IsFreeAsync(string key, string given, bool isWanted)
    {
        List<(string Folded, string? Owner)> known = await KnownAsync(FoldersOf(given).Append(given));
        (string Folded, string? Owner)[] itself = [.. known.Where(each => each.Folded == Folded(given))];
        return itself.Length > 0
            ? itself[0].Owner == Owner(key, given)
            : !(isWanted && FileNames.MayBeWrittenInTwoWays(given)) && known.All(each => each.Owner is null);
    }

    // Another name for the file alone would leave it in the folder whose name is the trouble.
    private async Task<bool> IsFolderTroubleAsync(string name) => name.Contains('/', StringComparison.Ordinal)
        && (FileNames.MayBeWrittenInTwoWays(name[..name.LastIndexOf('/')])
            || (await KnownAsync(FoldersOf(name))).Any(each => each.Owner is not null));

    private Task<List<(string Folded, string? Owner)>> KnownAsync(IEnumerable<string> names) => step.AllAsync(
        row => (row.GetString(0), ItemRow.Text(row, 1)), "select folded, owner from names where job = $1 and folded = any($2)", place.Job,
        names.Select(Folded).ToArray());
}
