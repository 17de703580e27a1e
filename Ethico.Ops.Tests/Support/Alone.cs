using Xunit;

namespace Ethico.Ops.Tests.Support;

/// <summary>Tests that look at the heap of the whole process: no other test runs beside them.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
