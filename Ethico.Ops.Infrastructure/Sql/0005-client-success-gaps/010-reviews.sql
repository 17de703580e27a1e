-- Reviews for clients: one open draft, and files that nobody changes, not even by deleting them.
set local role ops_owner;

alter table client_success.qbr
    add column cohort text not null default 'ALL' check (cohort in ('ALL', 'INDUSTRY', 'SIZE', 'INDUSTRY_AND_SIZE')),
    add column next_steps text check (char_length(next_steps) <= 10000),
    add column pdf_hash bytea check (octet_length(pdf_hash) = 32),
    add column changed_at timestamptz not null default access.now(),
    add column changed_by uuid,
    add column finalized_by uuid,
    -- A file that is not what its hash says cannot be kept at all.
    add constraint qbr_final_is_whole check (state <> 'FINAL' or (
        pdf is not null and pdf_hash is not null and finalized_by is not null and content_hash = sha256(html) and pdf_hash = sha256(pdf)));
create unique index qbr_one_draft on client_success.qbr (organization_id) where state = 'DRAFT';

-- The trigger of 0003 guards updates; a review is not born final and does not die final either.
create function client_success.keep_final_row() returns trigger
    language plpgsql
    set search_path = ''
    as $$
begin
    if tg_op = 'INSERT' and new.state <> 'DRAFT' then
        raise exception 'A review begins as a draft.' using errcode = 'check_violation';
    end if;
    if tg_op = 'DELETE' and old.state = 'FINAL' then
        raise exception 'A finalized review is never removed.' using errcode = 'check_violation';
    end if;
    return case tg_op when 'DELETE' then old else new end;
end
$$;
create trigger keep_final_row before insert or delete on client_success.qbr for each row execute function client_success.keep_final_row();

create function client_success.keep_all_reviews() returns trigger
    language plpgsql
    set search_path = ''
    as $$
begin
    raise exception 'Reviews are never removed together.' using errcode = 'check_violation';
end
$$;
create trigger keep_all_reviews before truncate on client_success.qbr for each statement execute function client_success.keep_all_reviews();

revoke update on client_success.qbr from ops_portal;
grant update (from_on, to_on, sections, cohort, notes, next_steps, changed_at, changed_by, state, content_hash, pdf_hash, html, pdf, finalized_at, finalized_by, row_version)
    on client_success.qbr to ops_portal;
grant delete on client_success.qbr to ops_portal;

reset role;
