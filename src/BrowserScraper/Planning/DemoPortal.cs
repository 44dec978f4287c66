namespace BrowserScraper.Planning;

/// <summary>A demo portal that was started for one run.</summary>
/// <param name="Address">Where it answers.</param>
/// <param name="Username">Who may sign in; empty, as the password, where nobody has to.</param>
/// <param name="Password">The password; it shows in no text form.</param>
/// <param name="Description">What it has, in a few words.</param>
/// <param name="Portal">Stops it.</param>
internal sealed record DemoPortal(Uri Address, string Username, string Password, string Description, IAsyncDisposable Portal)
    : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Portal.DisposeAsync();

    public override string ToString() => $"{Address} ({Description})";
}
