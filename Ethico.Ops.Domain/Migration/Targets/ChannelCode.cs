namespace Ethico.Ops.Domain.Migration;

/// <summary>The codes of platform.reports.channel.</summary>
public static class ChannelCode
{
    public const string Hotline = "HOTLINE";
    public const string Web = "WEB";
    public const string Email = "EMAIL";
    public const string Mail = "MAIL";
    public const string InPerson = "IN_PERSON";
    public const string Other = "OTHER";
}
