using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ethico.Ops.Infrastructure.Persistence.Audit;

/// <summary>Where the trail's rows lie. They are read here; entries are inserted by the doors, seals by <see cref="CheckpointSql"/>.</summary>
internal sealed class AuditMapping :
    IEntityTypeConfiguration<AuditEntryRow>, IEntityTypeConfiguration<AuditStreamRow>,
    IEntityTypeConfiguration<CheckpointRow>, IEntityTypeConfiguration<CheckpointHeadRow>
{
    public void Configure(EntityTypeBuilder<AuditEntryRow> builder) =>
        builder.ToTable("audit_entry", "access").HasKey(entry => new { entry.Stream, entry.Sequence });

    public void Configure(EntityTypeBuilder<AuditStreamRow> builder) => builder.ToTable("audit_stream", "access").HasKey(stream => stream.Stream);

    public void Configure(EntityTypeBuilder<CheckpointRow> builder) => builder.ToTable("checkpoint", "access").HasKey(checkpoint => checkpoint.Number);

    public void Configure(EntityTypeBuilder<CheckpointHeadRow> builder) =>
        builder.ToTable("checkpoint_head", "access").HasKey(head => new { head.Checkpoint, head.Stream });
}
