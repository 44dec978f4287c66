namespace BrowserScraper.DemoSites;

/// <summary>A portal that a run can work on instead of a real site. Dispose it to stop it.</summary>
public interface IDemoPortal : IAsyncDisposable
{
    /// <summary>Where it answers.</summary>
    Uri Address { get; }

    /// <summary>Who may sign in; empty, as the password, where nobody has to.</summary>
    string Username { get; }

    string Password { get; }

    /// <summary>What it has, in a few words.</summary>
    string Description { get; }
}
