using System.Globalization;

namespace Ethico.Ops.Bench.Harness;

/// <summary>What the command line asks for.</summary>
/// <param name="Names">The benchmarks to run; empty: list them.</param>
/// <param name="Pairs">Interleaved pairs, baseline first, after one that is thrown away.</param>
/// <param name="Scale">Of the data set: 1 is the size of quality.md, 0.1 is for trying out.</param>
/// <param name="Seconds">How long each half of a pair under load lasts.</param>
/// <param name="Records">Whether RESULTS.md is written. Only a full-size run of five pairs or more is kept.</param>
internal sealed record RunOptions(IReadOnlyList<string> Names, int Pairs, double Scale, int Seconds, bool Records)
{
    /// <summary>Takes a data set that is there although the schema has moved on since: for trying out, never recorded.</summary>
    public bool Keeps { get; init; }

    /// <summary>How many disturbed imports run side by side.</summary>
    public int Lanes { get; init; } = 6;

    public static RunOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new RunOptions([], 5, 1, 8, Records: true);
        for (var i = 0; i < arguments.Count; i++)
        {
            options = arguments[i] switch
            {
                "--pairs" => options with { Pairs = int.Parse(arguments[++i], CultureInfo.InvariantCulture) },
                "--scale" => options with { Scale = double.Parse(arguments[++i], CultureInfo.InvariantCulture) },
                "--seconds" => options with { Seconds = int.Parse(arguments[++i], CultureInfo.InvariantCulture) },
                "--lanes" => options with { Lanes = Math.Max(1, int.Parse(arguments[++i], CultureInfo.InvariantCulture)) },
                "--keep" => options with { Keeps = true },
                "--dry" => options with { Records = false },
                ['-', ..] unknown => throw new ArgumentException($"Unknown option {unknown}. There are --pairs, --scale, --seconds, --lanes, --keep and --dry.", nameof(arguments)),
                var name => options with { Names = [.. options.Names, name] },
            };
        }

        return options with { Records = options.Records && !options.Keeps && options.Pairs >= 5 && options.Scale >= 1 };
    }

    public int Of(int full) => Math.Max(1, (int)(full * Scale));
}
