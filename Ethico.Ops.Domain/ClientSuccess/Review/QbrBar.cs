namespace Ethico.Ops.Domain.ClientSuccess;

public sealed record QbrBar(string Label, int? Value, string Text);
