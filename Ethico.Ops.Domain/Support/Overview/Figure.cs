using System.Globalization;

namespace Ethico.Ops.Domain.Support;

/// <summary>A count, or null for 1 to 4 where the role sees aggregates only: so few could be a person.</summary>
public readonly record struct Figure(long? Value)
{
    public bool IsSuppressed => Value is null;

    public string Shown => Value is { } value ? value.ToString("N0", CultureInfo.InvariantCulture) : "< 5";
}
