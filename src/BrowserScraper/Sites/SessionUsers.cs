using System.Runtime.CompilerServices;
using Microsoft.Playwright;

namespace BrowserScraper.Sites;

/// <summary>
/// Whose names a site shows after the sign-ins of a run. Sites that mix up sessions, or their caches, serve one user's page to another.
/// Members may be called concurrently.
/// </summary>
/// <param name="tell">Gets each stranger's name once, in one line.</param>
internal sealed class SessionUsers(Action<string> tell)
{
    private readonly Lock gate = new();
    private readonly ConditionalWeakTable<IBrowserContext, object> entering = [];
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly HashSet<string> strangers = new(StringComparer.Ordinal);

    /// <summary>Somebody signs in: whoever stands on the context's next home page is a user of this run from then on.</summary>
    public void Entering(IBrowserContext context)
    {
        lock (gate)
        {
            entering.AddOrUpdate(context, known);
        }
    }

    /// <summary>Reads the name on the home page.</summary>
    /// <returns>False where nobody of that name has signed in.</returns>
    public bool IsOwn(IBrowserContext context, string? name)
    {
        lock (gate)
        {
            if (name is not null && (entering.Remove(context) || known.Count == 0)) // an app may have drawn it after the first look
            {
                known.Add(name);
            }

            return name is null || known.Contains(name);
        }
    }

    /// <summary>Whether a page is for somebody who has not signed in here.</summary>
    public bool IsStranger(string key, string? name)
    {
        lock (gate)
        {
            if (name is null || known.Count == 0 || known.Contains(name))
            {
                return false;
            }

            if (!strangers.Add(name))
            {
                return true;
            }
        }

        tell($"MIXED SESSION: {key} was answered with the page of '{name}', and '{string.Join("', '", known)}' is signed in; such pages "
            + "are not taken");
        return true;
    }
}
