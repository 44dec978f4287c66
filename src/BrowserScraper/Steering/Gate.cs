using System.Threading.Channels;

namespace BrowserScraper.Steering;

/// <summary>
/// Lets callers in to somebody, one at a time: those who come before it opens wait, and those who come after it was closed are told so.
/// Members may be called concurrently.
/// </summary>
internal sealed class Gate<T>
{
    private readonly Channel<T> door = Channel.CreateBounded<T>(1);
    private volatile bool isOpen;

    public void Open(T who) => isOpen = door.Writer.TryWrite(who);

    /// <summary>Waits for its turn, and lets nobody in after that. May be called where it never was open.</summary>
    public async Task CloseAsync()
    {
        if (isOpen)
        {
            isOpen = false;
            await door.Reader.ReadAsync();
        }

        door.Writer.TryComplete();
    }

    /// <returns>The answer, or <paramref name="otherwise"/> where the door is closed.</returns>
    public async Task<TAnswer> AskAsync<TAnswer>(Func<T, Task<TAnswer>> ask, TAnswer otherwise)
    {
        while (await door.Reader.WaitToReadAsync())
        {
            if (!door.Reader.TryRead(out T? who))
            {
                continue;
            }

            try
            {
                return await ask(who);
            }
            finally
            {
                door.Writer.TryWrite(who);
            }
        }

        return otherwise;
    }
}
