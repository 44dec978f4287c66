using BrowserScraper.Progress;
using BrowserScraper.Settings;
using BrowserScraper.Stores;

namespace BrowserScraper.Steering;

/// <summary>Does in this run what is wanted of the job, from whichever machine: pause, go on, pages, stop. Begins once.</summary>
internal sealed class JobOrders(IJobSession session, RunControl control, Action<RunEvent> publish)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private bool isPaused;
    private string? pages;

    /// <summary>Does what is wanted now, and from now on.</summary>
    public void Begin()
    {
        session.Steered = Follow;
        Follow();
    }

    private void Follow()
    {
        if (IsFollowed())
        {
            control.Ordered();
        }
    }

    /// <returns>Whether something else is wanted now.</returns>
    private bool IsFollowed()
    {
        lock (gate)
        {
            bool isOther = false;
            if (session.IsPaused != isPaused)
            {
                (isPaused, isOther) = (session.IsPaused, true);
                Pause();
            }

            if (session.PagesOrder is { } wanted && wanted != pages && PageCount.Parse(wanted) is { } count)
            {
                pages = control.PagesOrder = wanted;
                isOther = true;
                Tell($"pages: {wanted}");
                SetPages(count);
            }

            if (session.StopOrder is { } stop && control.Reason is null)
            {
                control.Stop(stop.Reason, stop.Message, Grace);
            }

            return isOther;
        }
    }

    private void Pause()
    {
        if (control.IsPaused == isPaused)
        {
            return; // whoever wants it has begun here
        }

        Tell(isPaused ? "paused" : "goes on");
        if (isPaused)
        {
            control.Pause();
        }
        else
        {
            control.Resume();
        }
    }

    private void SetPages(PageCount count)
    {
        if (count.Auto is { } bounds)
        {
            control.SetAutoPages(bounds);
        }
        else
        {
            control.SetPages(count.AtStart);
        }
    }

    private void Tell(string what) => publish(new RunEvent.Notice($"JOB: {what}, by {session.SteeredBy}"));
}
