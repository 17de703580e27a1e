-- Token buckets per operator (access.md 8). In the database, so that two portal processes count together and a test's
-- clock moves them. Capacity n per span: a bucket of n that refills evenly over the span.
set local role ops_owner;

create table access.rate_rule (
    name text primary key,
    capacity integer not null check (capacity > 0),
    span interval not null check (span > interval '0')
);
insert into access.rate_rule (name, capacity, span) values
    ('tenant-search', 60, interval '1 minute'),
    ('session-start', 20, interval '1 hour'),
    ('act', 300, interval '1 minute'),
    ('reveal', 20, interval '1 hour');

create table access.rate_bucket (
    operator_id uuid not null references access.operator (id),
    rule text not null references access.rate_rule (name),
    tokens double precision not null check (tokens >= 0),
    filled_at timestamptz not null,
    primary key (operator_id, rule)
) with (fillfactor = 70); -- updated at every act: leave room for HOT updates

-- Takes one token. Null: taken. Else how long until there is one.
create function access.take_token(p_operator uuid, p_rule text) returns interval
    language plpgsql security definer
    set search_path = ''
    as $$
declare
    the_rule access.rate_rule;
    v_now timestamptz := access.now();
    v_tokens double precision;
begin
    select * into strict the_rule from access.rate_rule where name = p_rule;

    insert into access.rate_bucket as b (operator_id, rule, tokens, filled_at)
    values (p_operator, p_rule, the_rule.capacity, v_now)
    on conflict (operator_id, rule) do update
        set tokens = least(the_rule.capacity, b.tokens + the_rule.capacity
                * greatest(0, extract(epoch from v_now - b.filled_at)) / extract(epoch from the_rule.span)),
            filled_at = greatest(b.filled_at, v_now)
    returning b.tokens into v_tokens;

    -- A thousandth of slack: 60 refills of 1/60 must make a whole token whatever the floating point says.
    if v_tokens < 0.999 then
        return the_rule.span * ((1 - v_tokens) / the_rule.capacity);
    end if;

    update access.rate_bucket set tokens = greatest(0, v_tokens - 1) where operator_id = p_operator and rule = p_rule;
    return null;
end
$$;

grant select, update on access.rate_rule to ops_portal;
grant select on access.rate_rule to ops_definer;
grant select, insert, update on access.rate_bucket to ops_definer;
grant execute on function access.take_token(uuid, text) to ops_portal, ops_definer;

reset role;
alter function access.take_token(uuid, text) owner to ops_definer;
