using System.Net;

namespace Ethico.Ops.Portal.Auth;

/// <summary>
/// Reads <c>X-Forwarded-For</c> only behind proxies that are configured (<c>Proxies:Known</c>: addresses or networks, comma-separated).
/// The trail gets the connection's own address first, then what the known ones say, nearest first, ending with the first that is not ours.
/// </summary>
internal sealed class ForwardedChain(IReadOnlyList<IPNetwork> known)
{
    private const string Item = "Ops.ForwardedChain";

    public static ForwardedChain From(IConfiguration configuration)
    {
        var networks = new List<IPNetwork>();
        foreach (var text in (configuration["Proxies:Known"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (IPNetwork.TryParse(text, out var network))
                networks.Add(network);
            else if (IPAddress.TryParse(text, out var address))
                networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            else
                throw new Infrastructure.Postgres.StartRefused($"Proxies:Known holds {text}, which is neither an address nor a network: write it as 10.0.0.5 or 10.0.0.0/24.");
        }

        return new(networks);
    }

    public static string? Of(HttpContext context) =>
        context.Items[Item] as string ?? Plain(context.Connection.RemoteIpAddress)?.ToString();

    /// <summary>Adds what known proxies say: who asks, and whether they asked over https.</summary>
    public void Apply(HttpContext context)
    {
        var connection = Plain(context.Connection.RemoteIpAddress);
        if (connection is null || !IsKnown(connection))
            return;

        var chain = new List<string> { connection.ToString() };
        var named = context.Request.Headers["X-Forwarded-For"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        for (var i = named.Length - 1; i >= 0; i--)
        {
            if (!IPAddress.TryParse(named[i], out var address))
                break;
            chain.Add(Plain(address)!.ToString());
            if (!IsKnown(Plain(address)!))
                break;
        }

        context.Items[Item] = string.Join(", ", chain);
        if (string.Equals(context.Request.Headers["X-Forwarded-Proto"].ToString(), "https", StringComparison.OrdinalIgnoreCase))
            context.Request.Scheme = "https";
    }

    private bool IsKnown(IPAddress address) => known.Any(network => network.Contains(address));

    private static IPAddress? Plain(IPAddress? address) => address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
}
