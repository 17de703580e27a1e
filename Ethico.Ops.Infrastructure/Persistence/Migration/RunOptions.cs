using System.Globalization;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Infrastructure.Postgres;
using Microsoft.Extensions.Configuration;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

internal sealed record RunOptions
{
    public const string OnePersonImportKey = "Migration:OnePersonImportRows";
    public const string OnePersonRollbackKey = "Migration:OnePersonRollbackRows";

    public OnePersonRows OnePersonRows { get; init; } = new();

    public static RunOptions Read(IConfiguration configuration) => new()
    {
        OnePersonRows = new(Rows(configuration, OnePersonImportKey), Rows(configuration, OnePersonRollbackKey)),
    };

    private static int Rows(IConfiguration configuration, string key)
    {
        if (configuration[key] is not { Length: > 0 } text)
            return RunRules.OnePersonRows;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var rows)
            ? rows
            : throw new StartRefused($"{key} is \"{text}\": give a whole number of rows.");
    }
}
