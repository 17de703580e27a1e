using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>When a sheet may be signed (migration.md 4.7).</summary>
public static class SheetRules
{
    public const int StatementLeast = 10;

    public static Refusal? MaySign(Sheet sheet, SignOff sign) =>
        sign.Statement.Trim().Length < StatementLeast ? ImportRefusals.StatementTooShort
        : !string.Equals(sheet.Digest, sign.Digest, StringComparison.OrdinalIgnoreCase) ? ImportRefusals.SheetChanged
        : !sheet.Figures.IsBalanced ? ImportRefusals.NotBalanced
        : sheet.Unjudged > 0 ? ImportRefusals.Unjudged(sheet.Unjudged)
        : sheet.Unexplained.Count > 0 ? ImportRefusals.Unexplained(sheet.Unexplained.Count)
        : null;
}
