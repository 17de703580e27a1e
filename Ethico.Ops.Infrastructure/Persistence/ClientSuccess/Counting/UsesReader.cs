namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

/// <summary>client_success.usage_day.feature_uses as COPY sends it: three numbers a feature, which it is, uses by people, by machines.</summary>
internal ref struct UsesReader(ReadOnlySpan<byte> stored)
{
    private CopiedNumbers numbers = new(stored);

    public bool Next(out int feature, out int people, out int machines)
    {
        (feature, people, machines) = (0, 0, 0);
        if (numbers.IsOver)
            return false;
        (feature, people, machines) = (FeatureNumbers.Place(numbers[0]), numbers[1], numbers[2]);
        numbers.Skip(3);
        return true;
    }
}
