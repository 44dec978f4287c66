using System.Net.WebSockets;

namespace BrowserScraper.Server.Status;

/// <summary>
/// Sends to a WebSocket what it asks for. What the client sends is read and thrown away, and a client that takes too long is dropped.
/// </summary>
internal static class StatusSocket
{
    private static readonly TimeSpan SendLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(1);

    public static async Task SendAsync(
        WebSocket socket, WebSocketMessageType kind, IAsyncEnumerable<ReadOnlyMemory<byte>> messages, CancellationTokenSource gone,
        TimeProvider time)
    {
        Task listening = ListenAsync(socket, gone);
        try
        {
            await foreach (ReadOnlyMemory<byte> message in messages.WithCancellation(gone.Token))
            {
                using CancellationTokenSource late = new(SendLimit, time);
                using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(late.Token, gone.Token);
                await socket.SendAsync(message, kind, WebSocketMessageFlags.EndOfMessage, ending.Token);
            }

            using CancellationTokenSource limit = new(CloseLimit, time);
            await socket.CloseOutputAsync(WebSocketCloseStatus.EndpointUnavailable, "the service ends", limit.Token);
            await Task.WhenAny(listening, Task.Delay(CloseLimit, time, gone.Token)); // for its own close
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException)
        {
            // It has gone, or reads too slowly.
        }
        finally
        {
            socket.Abort();
            await gone.CancelAsync();
            await listening;
        }
    }

    private static async Task ListenAsync(WebSocket socket, CancellationTokenSource gone)
    {
        byte[] ignored = new byte[1024];
        try
        {
            while ((await socket.ReceiveAsync(ignored, gone.Token)).MessageType != WebSocketMessageType.Close)
            {
                // Whatever it says.
            }

            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, gone.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException)
        {
            // It has gone.
        }

        await gone.CancelAsync();
    }
}
