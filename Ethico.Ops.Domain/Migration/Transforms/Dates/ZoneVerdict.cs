namespace Ethico.Ops.Domain.Migration;

/// <summary>How often a local time happened.</summary>
internal enum ZoneVerdict
{
    Once,
    Skipped,
    Doubled,
}
