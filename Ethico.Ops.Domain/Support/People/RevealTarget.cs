using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Support;

/// <summary>The one record a reveal is about.</summary>
public sealed record RevealTarget
{
    private RevealTarget(RevealTargetKind kind, Guid id, CaseId? inCase)
    {
        Kind = kind;
        Id = id;
        InCase = inCase;
    }

    public RevealTargetKind Kind { get; }

    public Guid Id { get; }

    /// <summary>The case a person is looked at in: their role there decides the groups.</summary>
    public CaseId? InCase { get; }

    public static RevealTarget Account(AccountId id) => new(RevealTargetKind.Account, id.Value, inCase: null);

    public static RevealTarget Person(CaseId inCase, PersonId id) => new(RevealTargetKind.Person, id.Value, inCase);

    public static RevealTarget Report(ReportId id) => new(RevealTargetKind.Report, id.Value, inCase: null);
}
