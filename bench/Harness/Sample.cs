namespace Ethico.Ops.Bench.Harness;

/// <summary>Many measured values of one thing, in milliseconds unless said otherwise.</summary>
internal sealed class Sample
{
    private readonly double[] _sorted;

    public Sample(IEnumerable<double> values)
    {
        _sorted = [.. values.Order()];
        if (_sorted.Length == 0)
            throw new InvalidOperationException("Nothing was measured.");
    }

    public int Count => _sorted.Length;

    public double Median => At(0.5);

    public double P95 => At(0.95);

    /// <summary>Linear between the two nearest ranks.</summary>
    public double At(double share)
    {
        var place = share * (_sorted.Length - 1);
        var below = (int)Math.Floor(place);
        var above = Math.Min(below + 1, _sorted.Length - 1);
        return _sorted[below] + ((_sorted[above] - _sorted[below]) * (place - below));
    }
}
