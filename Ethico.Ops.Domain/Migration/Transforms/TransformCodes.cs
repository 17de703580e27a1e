namespace Ethico.Ops.Domain.Migration;

/// <summary>The rules of migration.md 8 that a transform, a date or a text check can break.</summary>
public static class TransformCodes
{
    public const string ControlCharacters = "MIG-FIL-007";
    public const string EncodedTwice = "MIG-FIL-008";
    public const string NotYesOrNo = "MIG-FMT-001";
    public const string NotOneEmail = "MIG-FMT-002";
    public const string NotAPhone = "MIG-FMT-003";
    public const string NotANumber = "MIG-FMT-004";
    public const string TooLongOrTooSlow = "MIG-FMT-006";
    public const string MarkupInText = "MIG-FMT-007";
    public const string NulInCell = "MIG-FMT-008";
    public const string NotADate = "MIG-DAT-001";
    public const string OrderUnconfirmed = "MIG-DAT-002";
    public const string ClockChange = "MIG-DAT-006";
    public const string TwoDigitYear = "MIG-DAT-007";
    public const string NotInMap = "MIG-VAL-001";
    public const string ContactInNarrative = "MIG-ANO-003";
    public const string SocialSecurityNumber = "MIG-SEN-001";
    public const string CardNumber = "MIG-SEN-002";
    public const string HealthTerm = "MIG-SEN-003";
}
