namespace Ethico.Ops.Domain.Migration;

/// <summary>The newest preview of a rollback, and once it began how far it is (migration.md 4.8).</summary>
/// <param name="Digest">Hex; what is confirmed and approved.</param>
/// <param name="Removes">Records that go; the choices made on kept ones are not in it.</param>
/// <param name="Kept">Kept records by verdict and choice.</param>
/// <param name="Rows">Rows the run created, updated and merged.</param>
/// <param name="OnePersonRows">Above that a second person approves.</param>
/// <param name="Later">Runs that changed records of this one since: roll those back first.</param>
/// <param name="Progress">Null until it began.</param>
public sealed record RollbackView(
    Guid Id, string Digest, DateTimeOffset MadeAt, string MadeByName, int Records, int Removes, int Restores, int KeptEdited, int KeptBlocked, int KeptInUse,
    IReadOnlyList<RollbackKept> Kept, int Rows, int OnePersonRows, IReadOnlyList<RunReference> Later, RollbackProgress? Progress)
{
    public bool NeedsSecondPerson => Rows > OnePersonRows;

    public int Reverted => Kept.Where(k => k.Choice is RollbackChoice.Revert).Sum(k => k.Count);

    public int Detached => Kept.Where(k => k.Choice is RollbackChoice.Detach).Sum(k => k.Count);
}
