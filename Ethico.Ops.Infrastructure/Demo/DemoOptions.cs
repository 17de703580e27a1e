using Microsoft.Extensions.Configuration;

namespace Ethico.Ops.Infrastructure.Demo;

/// <summary>What decides the demo's rows, to the byte.</summary>
/// <param name="Seed">Demo:Seed</param>
/// <param name="Anchor">Demo:Anchor: the demo's "now", a noon in UTC; null: the last noon before the first load.</param>
/// <param name="MailKey">Platform:MailKey, in configuration as base64</param>
internal sealed record DemoOptions(int Seed, DateTimeOffset? Anchor, byte[] MailKey)
{
    public const int DefaultSeed = 20_260_615;

    public static DemoOptions From(IConfiguration configuration) => new(
        configuration.GetValue("Demo:Seed", DefaultSeed),
        configuration.GetValue<DateTimeOffset?>("Demo:Anchor"),
        configuration["Platform:MailKey"] is { Length: > 0 } key ? Convert.FromBase64String(key) : DemoSettings.MailKey.ToArray());
}
