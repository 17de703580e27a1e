-- The ruler, version by version. A past version is never changed: every snapshot names the one it was computed under.
set local role ops_owner;

create table client_success.health_model (
    version integer primary key check (version >= 1),
    state text not null default 'DRAFT' check (state in ('DRAFT', 'SCHEDULED', 'ACTIVE', 'SUPERSEDED')),
    effective_from date,
    login_weight numeric(3,2) not null check (login_weight between 0 and 1),
    cases_weight numeric(3,2) not null check (cases_weight between 0 and 1),
    campaigns_weight numeric(3,2) not null check (campaigns_weight between 0 and 1),
    adoption_weight numeric(3,2) not null check (adoption_weight between 0 and 1),
    tickets_weight numeric(3,2) not null check (tickets_weight between 0 and 1),
    login_target numeric(3,2) not null,
    cases_target numeric(3,2) not null,
    campaigns_target numeric(3,2) not null,
    adoption_target numeric(3,2) not null,
    points_per_ticket numeric(5,2) not null,
    low_weight numeric(5,2) not null,
    medium_weight numeric(5,2) not null,
    high_weight numeric(5,2) not null,
    urgent_weight numeric(5,2) not null,
    ticket_account_floor integer not null check (ticket_account_floor >= 1),
    high_below numeric(4,1) not null,
    high_if_declining_below numeric(4,1) not null,
    low_from numeric(4,1) not null,
    trend_step numeric(4,1) not null check (trend_step between 1 and 50),
    coverage_min numeric(4,1) not null check (coverage_min between 1 and 100),
    renewal_days integer not null check (renewal_days between 0 and 365),
    note text check (char_length(note) <= 1000),
    created_at timestamptz not null default access.now(),
    created_by uuid,
    activated_at timestamptz,
    constraint health_model_dated_unless_draft check (state = 'DRAFT' or effective_from is not null),
    -- A draft may be out of sum while it is edited; what is scheduled may not.
    constraint health_model_weights_add_up check (state = 'DRAFT'
        or login_weight + cases_weight + campaigns_weight + adoption_weight + tickets_weight = 1.00),
    constraint health_model_thresholds_rise check (state = 'DRAFT'
        or (0 < high_below and high_below <= high_if_declining_below and high_if_declining_below <= low_from and low_from <= 100))
);
create unique index health_model_one_active on client_success.health_model (state) where state = 'ACTIVE';
create unique index health_model_one_scheduled on client_success.health_model (state) where state = 'SCHEDULED';
create unique index health_model_one_a_day on client_success.health_model (effective_from) where state <> 'DRAFT';
comment on index client_success.health_model_one_a_day is 'the version in force on a day';

insert into client_success.health_model values (
    1, 'ACTIVE', '2000-01-01', 0.20, 0.25, 0.25, 0.15, 0.15, 0.70, 0.90, 0.85, 0.60, 10, 0.5, 1, 1.5, 2, 1,
    40, 60, 70, 5, 60, 90, 'As specified', access.now(), null, access.now());

-- Thresholds of alerts, likewise version by version; the highest rules.
create table client_success.alert_threshold (
    version integer primary key check (version >= 1),
    score_drop numeric(4,1) not null check (score_drop between 1 and 100),
    key_user_days integer not null check (key_user_days between 1 and 365),
    ticket_surge_times numeric(4,1) not null check (ticket_surge_times between 1 and 100),
    ticket_surge_least integer not null check (ticket_surge_least between 1 and 1000),
    usage_drop_percent numeric(4,1) not null check (usage_drop_percent between 1 and 100),
    usage_drop_least_mean numeric(6,1) not null check (usage_drop_least_mean between 1 and 10000),
    low_seats_percent numeric(4,1) not null check (low_seats_percent between 1 and 100),
    no_contact_days integer not null check (no_contact_days between 1 and 365),
    override_ends_days integer not null check (override_ends_days between 1 and 90),
    created_at timestamptz not null default access.now(),
    created_by uuid
);
insert into client_success.alert_threshold values (1, 10, 14, 3, 5, 30, 10, 50, 60, 7, access.now(), null);

grant select, insert on client_success.health_model, client_success.alert_threshold to ops_portal;
-- A version that took effect is out of reach: the state it may be moved from is part of each statement, and of this rule.
grant update, delete on client_success.health_model to ops_portal;
grant select on client_success.health_model, client_success.alert_threshold to ops_jobs;
grant update (state, activated_at) on client_success.health_model to ops_jobs;

create function client_success.keep_past_models() returns trigger
    language plpgsql
    set search_path = ''
    as $$
begin
    if old.state in ('ACTIVE', 'SUPERSEDED') and (tg_op = 'DELETE'
        or to_jsonb(new) - 'state' - 'activated_at' is distinct from to_jsonb(old) - 'state' - 'activated_at') then
        raise exception 'A health model that was in force is never changed.' using errcode = 'check_violation';
    end if;
    return case tg_op when 'DELETE' then old else new end;
end
$$;
create trigger keep_past_models before update or delete on client_success.health_model
    for each row execute function client_success.keep_past_models();

reset role;
