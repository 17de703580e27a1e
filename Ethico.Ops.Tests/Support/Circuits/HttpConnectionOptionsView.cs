using System.Net;
using Microsoft.AspNetCore.Http.Connections.Client;

namespace Ethico.Ops.Tests.Support.Circuits;

/// <summary>What a visitor brings along to the hub.</summary>
internal sealed class HttpConnectionOptionsView(HttpConnectionOptions options)
{
    public void Bring(CookieContainer cookies) => options.Cookies = cookies;

    public void Say(string header, string value) => options.Headers[header] = value;
}
