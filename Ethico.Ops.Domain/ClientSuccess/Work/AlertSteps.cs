namespace Ethico.Ops.Domain.ClientSuccess;

/// <param name="Steps">Of its playbook, the closed ones too, the earliest due first.</param>
public sealed record AlertSteps(AlertRow Alert, IReadOnlyList<SuccessTask> Steps);
