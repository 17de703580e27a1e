-- That demo data were loaded, with what seed and anchor: a second start finds the row and loads nothing. Repeatable, like the
-- role above, and as little at home outside Development.
set local role ops_owner;

create table if not exists host.demo_state (
    only_one boolean primary key default true check (only_one),
    seed integer not null,
    anchor timestamptz not null,
    rows_loaded bigint not null
);

reset role;

-- Beside the platform's rows: who of Ethico's demo people there is, and who works for whom.
grant usage on schema host, access to ops_seed;
grant select, insert on host.demo_state, access.operator, access.operator_name, access.assignment to ops_seed;
