namespace Ethico.Ops.Infrastructure.Demo;

/// <param name="UntilAt">When it ended, by whoever began it; null: it runs.</param>
internal sealed record DemoAssignment(Guid Id, Guid Operator, Guid Client, DateTimeOffset FromAt, DateTimeOffset? UntilAt, Guid By);
