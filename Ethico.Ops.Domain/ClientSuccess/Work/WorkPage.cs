namespace Ethico.Ops.Domain.ClientSuccess;

/// <param name="Alerts">Empty where tasks were asked for.</param>
/// <param name="Tasks">Empty where alerts were asked for.</param>
/// <param name="AlertCount">On all pages.</param>
/// <param name="TaskCount">On all pages.</param>
/// <param name="Next">The last row here, if there are more.</param>
/// <param name="BeganAnew">The row it was to go on after is not there, or not the caller's to see.</param>
/// <param name="Client">The name of the one client asked for; null: none was, or it is not the caller's to see.</param>
public sealed record WorkPage(
    IReadOnlyList<AlertRow> Alerts, IReadOnlyList<SuccessTask> Tasks, int AlertCount, int TaskCount, Guid? Next, bool BeganAnew, string? Client);
