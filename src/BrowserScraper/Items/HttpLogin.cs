namespace BrowserScraper.Items;

/// <summary>
/// Who a server is told that one is, where it asks by HTTP itself (Basic, Digest; RFC 7617 and 7616). The password shows in no text form.
/// </summary>
/// <param name="Username">The user.</param>
/// <param name="Password">The password; may be empty.</param>
public sealed record HttpLogin(string Username, string Password)
{
    public override string ToString() => Username;
}
