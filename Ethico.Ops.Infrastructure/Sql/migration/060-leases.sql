-- Who works on a run just now. Quartz wakes at least once; this row makes it once: each take-over raises the epoch, and a worker's
-- transaction commits only while the epoch is still its own (access.fence_run). In a table of its own: a beat each three seconds
-- must not wait for, nor be waited for by, the head.
set local role ops_owner;

create table migration.leases (
    run_id uuid primary key references migration.runs (id),
    epoch bigint not null check (epoch >= 1),
    -- Process and task, for the log; null: nobody, the last one let go.
    worker text check (char_length(worker) between 1 and 120),
    stage text not null check (stage in ('DETECT', 'VALIDATE', 'PREVIEW', 'IMPORT', 'ROLLBACK')),
    taken_at timestamptz not null,
    beat_at timestamptz not null,
    -- Faults in a row at this stage, so that a run that cannot go on is given up and says so.
    faults integer not null default 0 check (faults >= 0)
);
grant select, insert, update on migration.leases to ops_jobs;
-- The fence locks the row, which needs the right to update a column; a new grant forgives earlier faults.
grant select (run_id, epoch, faults), update (faults) on migration.leases to ops_definer;

-- The last statement of a worker's transaction: false where somebody took over. The row stays locked to the commit, so a
-- take-over comes wholly before or wholly after.
create function access.fence_run(p_run uuid, p_epoch bigint) returns boolean
    language plpgsql security definer
    set search_path = ''
    as $$
begin
    perform from migration.leases l where l.run_id = p_run and l.epoch = p_epoch for share;
    return found;
end
$$;

reset role;
alter function access.fence_run(uuid, bigint) owner to ops_definer;
revoke execute on function access.fence_run(uuid, bigint) from public;
grant execute on function access.fence_run(uuid, bigint) to ops_migration, ops_import;
