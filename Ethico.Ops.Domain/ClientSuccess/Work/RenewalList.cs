namespace Ethico.Ops.Domain.ClientSuccess;

/// <param name="Rows">Of this page, the earliest first.</param>
/// <param name="Total">On all pages.</param>
/// <param name="Next">The last client here, if there are more.</param>
/// <param name="BeganAnew">The client it was to go on after is not among them.</param>
/// <param name="Tiles">Every bucket.</param>
/// <param name="WithoutDate">Active clients in scope whose file has no renewal date.</param>
public sealed record RenewalList(IReadOnlyList<RenewalRow> Rows, int Total, Guid? Next, bool BeganAnew, IReadOnlyList<RenewalTile> Tiles, int WithoutDate);
