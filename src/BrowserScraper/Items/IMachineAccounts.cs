namespace BrowserScraper.Items;

/// <summary>
/// Accounts of sites, over all jobs and machines of a store: who has which, and the logins that machines keep there for each other. What
/// is kept is closed to the store: it sees bytes. Members may be called concurrently, and throw an <see cref="IOException"/> where the
/// store does not answer.
/// </summary>
internal interface IMachineAccounts
{
    /// <summary>How often a machine should ask for its share.</summary>
    TimeSpan Interval { get; }

    /// <summary>
    /// Says that this machine can use these accounts, and takes so many of the free ones as is fair beside the other machines that can use
    /// them. One whose machine is not heard of any more is free for whoever has been here all that time.
    /// </summary>
    /// <param name="names">Each by site and user.</param>
    /// <param name="most">No more than this are held afterwards, but for those that were.</param>
    Task<AccountShare> ShareAsync(IReadOnlyList<string> names, int most);

    /// <summary>
    /// Says whether this machine only waits for an account: it finds nothing then, and the job's end does not wait for it. It begins with
    /// false.
    /// </summary>
    Task StandByAsync(bool isWaiting);

    /// <summary>Gives an account back. Nothing happens where this machine does not have it.</summary>
    Task LeaveAsync(string name);

    /// <summary>The login that was kept last, and its version: 0 where there is none.</summary>
    Task<(long Version, byte[]? Login)> ReadAsync(string name);

    /// <summary>Keeps a login where nobody has done so since that version; its own is the next one.</summary>
    /// <returns>False where somebody has.</returns>
    Task<bool> WriteAsync(string name, long version, byte[] login);

    /// <summary>Counts a sign-in.</summary>
    /// <returns>How many there were within that time, by the store's clock, and this one.</returns>
    Task<int> CountSignInAsync(string name, TimeSpan window);
}
