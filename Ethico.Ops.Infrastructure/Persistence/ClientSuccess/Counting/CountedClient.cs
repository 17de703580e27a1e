using Ethico.Ops.Domain.ClientSuccess;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

/// <summary>A client's days, to be taken from the first to the last.</summary>
internal sealed class CountedClient
{
    private readonly FeatureFigures[] features;
    private int next;

    public CountedClient(ClientFacts facts, ClientCounter counter)
    {
        Facts = facts;
        features = [.. counter.Features(facts)];
        if (facts.From < facts.Final)
            Array.Sort(features, static (one, other) => (one.Day, one.Feature).CompareTo((other.Day, other.Feature)));
        Usage = counter.Usage(facts);
    }

    public ClientFacts Facts { get; }

    public DaySums Usage { get; }

    public ReadOnlySpan<FeatureFigures> FeaturesOn(int day)
    {
        var first = next;
        while (next < features.Length && features[next].Day == day)
            next++;
        return features.AsSpan(first, next - first);
    }
}
