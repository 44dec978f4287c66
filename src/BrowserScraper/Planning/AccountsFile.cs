using BrowserScraper.Items;
using BrowserScraper.Sites;

namespace BrowserScraper.Planning;

/// <summary>Reads the accounts that share a job: one a line, user name and password parted by the first comma; # begins a remark.</summary>
internal static class AccountsFile
{
    /// <exception cref="RunStopException">The file cannot be read, or a line is wrong; no message holds a password.</exception>
    public static IReadOnlyList<SiteAccount> Read(string path, string setting)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RunStopException(
                StopReason.BadUsage, $"{setting}: {Path.GetFullPath(path)} cannot be read ({exception.Message.TrimEnd('.')})", exception);
        }

        List<SiteAccount> accounts = [];
        foreach ((int number, string line) in lines.Index().Where(line => line.Item.Trim() is { Length: > 0 } text && text[0] != '#'))
        {
            int comma = line.IndexOf(',', StringComparison.Ordinal);
            string username = comma > 0 ? line[..comma].Trim() : "";
            string password = comma > 0 ? line[(comma + 1)..].Trim() : "";
            if (username.Length == 0 || password.Length == 0 || accounts.Exists(account => account.Username == username))
            {
                throw new RunStopException(
                    StopReason.BadUsage,
                    $"{setting}: line {number + 1} of {Path.GetFullPath(path)} is wrong; write each account once, as user name, comma, "
                        + "password");
            }

            accounts.Add(new(username, password));
        }

        return accounts.Count > 0
            ? accounts : throw new RunStopException(StopReason.BadUsage, $"{setting}: {Path.GetFullPath(path)} holds no account");
    }
}
