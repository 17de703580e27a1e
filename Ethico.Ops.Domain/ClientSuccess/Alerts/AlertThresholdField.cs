using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <param name="Places">After the point.</param>
public sealed record AlertThresholdField(
    string Name, AlertRule Rule, string Title, int Least, int Most, int Places, Func<AlertThresholds, decimal> Get, Func<AlertThresholds, decimal, AlertThresholds> With)
{
    public Refusal? Check(decimal value) => value >= Least && value <= Most && decimal.Round(value, Places) == value ? null : AlertThresholdRules.Wrong(this);
}
