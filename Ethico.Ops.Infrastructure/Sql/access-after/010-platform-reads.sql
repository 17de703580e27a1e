-- What the definer functions of schema access look at in schema platform: may this tenant be entered.
set local role ops_owner;
grant usage on schema platform to ops_definer;
grant select (id, status) on platform.organizations to ops_definer;
reset role;
