using Microsoft.AspNetCore.SignalR.Protocol;

namespace Ethico.Ops.Tests.Support.Circuits;

/// <summary>The hub protocol of a circuit: MessagePack under another name.</summary>
internal sealed class BlazorPackProtocol : MessagePackHubProtocol, IHubProtocol
{
    string IHubProtocol.Name => "blazorpack";

    int IHubProtocol.Version => 1;
}
