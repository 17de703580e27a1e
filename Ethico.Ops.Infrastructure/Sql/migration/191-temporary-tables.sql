-- The run's doors fill temporary tables (COPY cannot fill one with row security). By name of the database, which a copy of it lacks.
do $$
begin
    execute format('grant temporary on database %I to ops_migration, ops_import', current_database());
end
$$;
