-- Mappings under a name (migration.md 4.3). A tenant's own recipe may hold its words for things, so it is content, behind the key of
-- one of the tenant's runs. One for all tenants (organization_id null) names nothing of any of them and is the portal's own.
set local role ops_owner;

create table migration.recipes (
    id uuid primary key,
    organization_id uuid,
    -- For keys of what hangs on it: versions and fixtures cannot say they belong to the other kind.
    is_for_all boolean not null generated always as (organization_id is null) stored,
    name text not null check (char_length(btrim(name)) between 1 and 100),
    -- Folded: two recipes of one name would be taken for each other.
    name_key text collate "C" not null,
    source text not null check (source in ('NAVEX', 'EQS', 'CASE_IQ', 'ONE_TRUST', 'CONVERCENT', 'LEGACY_ETHICO', 'STAR', 'GENERIC')),
    created_by uuid not null references access.operator (id),
    created_at timestamptz not null default access.now(),
    constraint recipe_name_once unique nulls not distinct (organization_id, name_key),
    constraint recipe_of_kind unique (id, is_for_all),
    constraint recipe_of_tenant unique (organization_id, id)
);
comment on constraint recipe_name_once on migration.recipes is 'the list of a tenant or of all, by name';

create table migration.recipe_versions (
    recipe_id uuid not null,
    organization_id uuid,
    is_for_all boolean not null generated always as (organization_id is null) stored,
    version integer not null check (version >= 1),
    body jsonb not null check (jsonb_typeof(body) = 'object' and octet_length(body::text) <= 8388608),
    -- The layout by normalised names: what a file is compared with.
    columns text[] not null check (cardinality(columns) between 1 and 1000),
    saved_by uuid not null references access.operator (id),
    saved_at timestamptz not null default access.now(),
    primary key (recipe_id, version),
    foreign key (recipe_id, is_for_all) references migration.recipes (id, is_for_all),
    foreign key (organization_id, recipe_id) references migration.recipes (organization_id, id)
);

-- Made-up rows and what they become; only recipes for all tenants have them, so they are nobody's content.
create table migration.recipe_fixtures (
    recipe_id uuid not null,
    is_for_all boolean not null default true check (is_for_all),
    name text not null check (char_length(btrim(name)) between 1 and 100),
    body jsonb not null check (jsonb_typeof(body) = 'object' and octet_length(body::text) <= 8388608),
    added_by uuid not null references access.operator (id),
    added_at timestamptz not null default access.now(),
    primary key (recipe_id, name),
    foreign key (recipe_id, is_for_all) references migration.recipes (id, is_for_all)
);

-- A version that runs were mapped with stays what it was; an edit makes the next one. By trigger too: the owner is bound as well.
create function migration.keep_recipe() returns trigger
    language plpgsql
    set search_path = ''
    as $$
begin
    raise exception 'A saved recipe does not change; save the next version.' using errcode = 'check_violation', constraint = 'recipe_kept';
end
$$;
create trigger recipe_kept before update or delete on migration.recipes for each row execute function migration.keep_recipe();
create trigger recipe_version_kept before update or delete on migration.recipe_versions for each row execute function migration.keep_recipe();
create trigger recipe_fixture_kept before update or delete on migration.recipe_fixtures for each row execute function migration.keep_recipe();
create trigger recipe_not_emptied before truncate on migration.recipes execute function migration.keep_recipe();
create trigger recipe_version_not_emptied before truncate on migration.recipe_versions execute function migration.keep_recipe();
create trigger recipe_fixture_not_emptied before truncate on migration.recipe_fixtures execute function migration.keep_recipe();

alter table migration.recipes enable row level security;
alter table migration.recipes force row level security;
alter table migration.recipe_versions enable row level security;
alter table migration.recipe_versions force row level security;

create policy ops_portal_select on migration.recipes for select to ops_portal using (is_for_all);
create policy ops_portal_insert on migration.recipes for insert to ops_portal with check (organization_id is null);
create policy ops_migration_select on migration.recipes for select to ops_migration using (organization_id = (select access.current_tenant()));
create policy ops_migration_insert on migration.recipes for insert to ops_migration with check (organization_id = (select access.current_tenant()));
create policy ops_portal_select on migration.recipe_versions for select to ops_portal using (is_for_all);
create policy ops_portal_insert on migration.recipe_versions for insert to ops_portal with check (organization_id is null);
create policy ops_migration_select on migration.recipe_versions for select to ops_migration using (organization_id = (select access.current_tenant()));
create policy ops_migration_insert on migration.recipe_versions for insert to ops_migration with check (organization_id = (select access.current_tenant()));

grant select, insert on migration.recipes, migration.recipe_versions to ops_portal, ops_migration;
grant select, insert on migration.recipe_fixtures to ops_portal;
grant execute on function migration.keep_recipe() to ops_owner;

reset role;
