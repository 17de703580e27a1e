using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Ethico.Ops.Tests.Support.Portal;

/// <summary>
/// One address before several portals. A connection goes where its first request's cookie <c>place</c> says, and stays there: what any
/// sticky proxy does. Bytes pass untouched, so the portals see the proxy's own address as their host.
/// </summary>
internal sealed class StickyProxy : IAsyncDisposable
{
    public const string Cookie = "place";
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource over = new();
    private readonly Uri[] places;
    private readonly Task accepting;

    public StickyProxy(params Uri[] places)
    {
        this.places = places;
        listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        accepting = AcceptAsync();
    }

    public Uri Address { get; }

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        listener.Stop();
        await accepting;
        over.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
                open.Add(PassAsync(await listener.AcceptTcpClientAsync(over.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task PassAsync(TcpClient from)
    {
        using (from)
        {
            try
            {
                var head = new byte[32 * 1024];
                var filled = 0;
                while (filled < head.Length && head.AsSpan(0, filled).IndexOf("\r\n\r\n"u8) < 0)
                {
                    var read = await from.GetStream().ReadAsync(head.AsMemory(filled), over.Token);
                    if (read == 0)
                        return;
                    filled += read;
                }

                var second = Encoding.Latin1.GetString(head, 0, filled).Contains(Cookie + "=1", StringComparison.Ordinal);
                var place = places[second ? 1 : 0];
                using var to = new TcpClient();
                await to.ConnectAsync(place.Host, place.Port, over.Token);
                await to.GetStream().WriteAsync(head.AsMemory(0, filled), over.Token);
                await Task.WhenAny(from.GetStream().CopyToAsync(to.GetStream(), over.Token), to.GetStream().CopyToAsync(from.GetStream(), over.Token));
            }
            catch (Exception fault) when (fault is IOException or SocketException or OperationCanceledException)
            {
                // One of the two hung up, or the proxy closes.
            }
        }
    }
}
