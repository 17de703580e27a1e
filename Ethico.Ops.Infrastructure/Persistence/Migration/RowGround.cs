using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>What rows are mapped by.</summary>
internal sealed record RowGround(MigrationMapping Mapping, FileFormat Format, RowSetting Setting);
