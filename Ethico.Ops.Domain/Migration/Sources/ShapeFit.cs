namespace Ethico.Ops.Domain.Migration;

/// <summary>Whether a column's cells look like what a target holds (migration.md 4.3).</summary>
internal static class ShapeFit
{
    public const double Enough = 0.80;
    public const int MostCodes = 50;
    public const decimal Penalty = 0.30m;

    /// <summary>Null: nothing is known of the cells, so nothing speaks for or against.</summary>
    public static bool? Fits(TargetField target, ColumnShape shape, bool holdsBothContacts = false)
    {
        if (shape.Filled is 0)
            return null;
        var share = target switch
        {
            { Kind: TargetKind.Date or TargetKind.Instant } => shape.Date,
            { Kind: TargetKind.Boolean } => shape.Boolean,
            { Kind: TargetKind.Number } => shape.Number,
            { DataClass: DataClass.Contact } when holdsBothContacts => shape.Email + shape.Phone,
            { DataClass: DataClass.Contact } => target.Key.EndsWith(".email", StringComparison.Ordinal) ? shape.Email : shape.Phone,
            // A cell may count as number and date at once, so the largest is taken off, not their sum.
            { DataClass: DataClass.Identity, Kind: TargetKind.Text } when target.Key.EndsWith("_name", StringComparison.Ordinal) =>
                1 - Math.Max(shape.Date, Math.Max(shape.Number, shape.Boolean)),
            _ => 1,
        };
        return share >= Enough && !(target.Codes is not null && shape.Distinct > MostCodes);
    }

    /// <summary>What the cells alone speak for: a target and how much, or null.</summary>
    public static (string Target, decimal Confidence, string Words)? Alone(ColumnShape shape)
    {
        if (shape.Filled is 0)
            return null;
        if (shape.Email >= Enough)
            return (TargetKeys.ReporterEmail, 0.60m, "Its cells are e-mail addresses.");
        if (shape.Date >= Enough)
            return (TargetKeys.ReportReceivedAt, 0.50m, "Its cells are dates.");
        if (shape.Phone >= Enough)
            return (TargetKeys.ReporterPhone, 0.55m, "Its cells are phone numbers.");
        return shape.AverageLength > 100 ? (TargetKeys.ReportDetails, 0.40m, "Its cells are long texts.") : null;
    }
}
