-- A second person's word on exactly one preview before its import: asked for, and given, beside the run's state. What it is for is the
-- plan with that digest; a plan with another makes it void.
set local role ops_owner;

alter table migration.runs
    add column import_requested_by uuid references access.operator (id),
    add column import_requested_at timestamptz,
    add column import_request_reason text check (char_length(btrim(import_request_reason)) >= 10 and char_length(import_request_reason) <= 500),
    add column import_request_digest bytea check (octet_length(import_request_digest) = 32),
    add column import_approved_by uuid references access.operator (id),
    add column import_approved_at timestamptz,
    add constraint run_import_request_whole check (num_nonnulls(import_requested_by, import_requested_at, import_request_reason, import_request_digest) in (0, 4)),
    add constraint run_import_approval_whole check (num_nonnulls(import_approved_by, import_approved_at) in (0, 2)
        and (import_approved_by is null or import_requested_by is not null)),
    add constraint run_import_by_another check (import_approved_by is null or import_approved_by <> import_requested_by);

reset role;
