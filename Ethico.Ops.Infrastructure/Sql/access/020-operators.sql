set local role ops_owner;

-- An Ethico person. The name stands in a table of its own, so that it can be erased without breaking an audit chain.
create table access.operator (
    id uuid primary key,
    -- issuer and subject as the identity provider gives them; the demo sign-in has an issuer of its own.
    issuer text not null check (char_length(issuer) between 1 and 400),
    subject text not null check (char_length(subject) between 1 and 255),
    role text not null check (role in (
        'SUPPORT_TIER_1', 'SUPPORT_TIER_2', 'SUPPORT_ADMIN', 'IMPLEMENTATION_SPECIALIST', 'IMPLEMENTATION_MANAGER',
        'CLIENT_SUCCESS', 'HOTLINE_OPERATOR', 'HOTLINE_SUPERVISOR', 'PLATFORM_ADMIN')),
    time_zone text not null default 'Etc/UTC' check (char_length(time_zone) <= 64),
    created_at timestamptz not null default access.now(),
    last_sign_in_at timestamptz,
    deactivated_at timestamptz,
    deactivated_by uuid references access.operator (id),
    constraint operator_subject_once unique (issuer, subject),
    constraint operator_not_by_themself check (deactivated_by is null or deactivated_by <> id)
);

create table access.operator_name (
    operator_id uuid primary key references access.operator (id),
    display_name text not null check (char_length(display_name) between 1 and 200),
    email text check (char_length(email) <= 254)
);

-- Which tenants an operator of scope S works for. `until_at` exclusive; null: until further notice.
create table access.assignment (
    id uuid primary key,
    operator_id uuid not null references access.operator (id),
    organization_id uuid not null,
    from_at timestamptz not null default access.now(),
    until_at timestamptz,
    assigned_by uuid not null references access.operator (id),
    ended_by uuid references access.operator (id),
    constraint assignment_ends_after_start check (until_at is null or until_at >= from_at),
    constraint assignment_not_by_oneself check (assigned_by <> operator_id)
);
-- One running assignment per operator and tenant; also serves "may this operator enter this tenant".
create unique index assignment_running_once on access.assignment (operator_id, organization_id) where until_at is null;
create index assignment_of_tenant on access.assignment (organization_id, operator_id);
comment on index access.assignment_of_tenant is 'operators of a tenant, when its assignments are listed';

create table access.pinned_tenant (
    operator_id uuid not null references access.operator (id),
    organization_id uuid not null,
    pinned_at timestamptz not null default access.now(),
    primary key (operator_id, organization_id)
);

-- What one operator prefers: theme (light, dark, null = system), keys switched off.
create table access.preference (
    operator_id uuid primary key references access.operator (id),
    theme text check (theme in ('light', 'dark')),
    single_keys boolean not null default true
);

grant select on access.operator, access.operator_name, access.assignment, access.pinned_tenant, access.preference to ops_portal;
grant insert (id, issuer, subject, role, time_zone, last_sign_in_at) on access.operator to ops_portal;
grant update (role, time_zone, last_sign_in_at, deactivated_at, deactivated_by) on access.operator to ops_portal;
grant insert, update on access.operator_name to ops_portal;
grant insert (id, operator_id, organization_id, from_at, until_at, assigned_by) on access.assignment to ops_portal;
grant update (until_at, ended_by) on access.assignment to ops_portal;
grant insert, delete on access.pinned_tenant to ops_portal;
grant insert, update on access.preference to ops_portal;

-- What access.enter looks at.
grant select (id, role, deactivated_at) on access.operator to ops_definer;
grant select (operator_id, organization_id, from_at, until_at) on access.assignment to ops_definer;

reset role;
