using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Tests.Components.Access;

/// <summary>Drafts as the store keeps them, and how often it was asked to.</summary>
internal sealed class DraftsInMemory : IDrafts
{
    public Dictionary<DraftPlace, Draft> Rows { get; } = [];

    public int Writes { get; private set; }

    /// <summary>What it answers instead.</summary>
    public Refusal? Refusal { get; set; }

    public Task<Outcome<Draft?>> FindAsync(OperatorId owner, DraftPlace place, CancellationToken ct) =>
        Task.FromResult(Outcome.Of(Rows.GetValueOrDefault(place)));

    public Task<Outcome<DraftKept>> KeepAsync(OperatorId owner, DraftPlace place, DraftWrite write, CancellationToken ct)
    {
        Writes++;
        if (Refusal is not null)
            return Task.FromResult<Outcome<DraftKept>>(Refusal);
        if (Rows.TryGetValue(place, out var row) && row.Version != write.Over)
            return Task.FromResult(Outcome.Of(new DraftKept(IsKept: false, row.Version, row.SavedAt)));
        Rows[place] = new Draft(write.Text, write.Over + 1, new DateTimeOffset(2026, 3, 2, 14, 2, 0, TimeSpan.Zero), write.BasedOn);
        return Task.FromResult(Outcome.Of(new DraftKept(IsKept: true, write.Over + 1, Rows[place].SavedAt)));
    }

    public Task<Outcome<Done>> ForgetAsync(OperatorId owner, DraftPlace place, long upTo, CancellationToken ct)
    {
        if (Rows.TryGetValue(place, out var row) && row.Version <= upTo)
            Rows.Remove(place);
        return Task.FromResult(Outcome.Done);
    }
}
