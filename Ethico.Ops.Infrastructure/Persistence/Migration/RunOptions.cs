using System.Globalization;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Infrastructure.Postgres;
using Microsoft.Extensions.Configuration;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

internal sealed record RunOptions
{
    public const string OnePersonRowsKey = "Migration:OnePersonRollbackRows";

    /// <summary>Up to so many rows one person may roll back alone.</summary>
    public int OnePersonRows { get; init; } = RunRules.OnePersonRows;

    public static RunOptions Read(IConfiguration configuration)
    {
        if (configuration[OnePersonRowsKey] is not { Length: > 0 } text)
            return new();
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var rows)
            ? new() { OnePersonRows = rows }
            : throw new StartRefused($"{OnePersonRowsKey} is \"{text}\": give a whole number of rows.");
    }
}
