-- Schema client_success: what is known of how clients do. Jobs count in schema platform (ids, codes, instants) and write here;
-- pages read here and nowhere else, each port with its scope. No content of a tenant is in it: figures, and the client file.
create schema if not exists client_success authorization ops_owner;
revoke all on schema client_success from public;
grant usage on schema client_success to ops_portal, ops_jobs;

-- A night counts in tables of its own that end with the transaction.
do $$
begin
    execute format('grant temporary on database %I to ops_jobs', current_database());
end
$$;
