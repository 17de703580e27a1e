namespace Ethico.Ops.Bench.Harness;

/// <summary>One named measurement of the command line.</summary>
/// <param name="Name">What is typed: <c>dotnet run -c Release --project bench -- name</c>.</param>
/// <param name="Goals">The goals of quality.md it measures.</param>
/// <param name="RunAsync">Answers the figures it took. Throws where a timed run gave a wrong result.</param>
internal sealed record Benchmark(string Name, string Goals, Func<RunOptions, CancellationToken, Task<IReadOnlyList<Figure>>> RunAsync);
