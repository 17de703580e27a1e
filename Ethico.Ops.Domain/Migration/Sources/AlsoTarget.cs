namespace Ethico.Ops.Domain.Migration;

internal sealed record AlsoTarget(string Target, bool IsReview);
