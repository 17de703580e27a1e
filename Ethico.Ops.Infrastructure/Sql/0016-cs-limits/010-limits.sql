-- Texts, lists and notes of changes that the portal writes and nothing here bounded: each as the Domain bounds it.
set local role ops_owner;

alter table access.rate_rule add constraint rate_rule_name_bounded check (char_length(name) between 1 and 60);
alter table access.checkpoint_head add constraint checkpoint_head_stream_bounded check (char_length(stream) between 3 and 120);

alter table client_success.playbook add constraint playbook_rule_known check (rule in (
    'SCORE_DROP', 'BAND_HIGH', 'KEY_USER_SILENT', 'TICKET_SURGE', 'USAGE_DROP', 'FEATURE_IDLE', 'RENEWAL', 'LOW_SEATS', 'NO_CONTACT', 'QUIET', 'OVERRIDE_ENDS', 'NO_SCORE'));
-- Null: the lead of the client.
alter table client_success.playbook_step add constraint playbook_step_owner_known check (owner_role in ('CLIENT_SUCCESS', 'PLATFORM_ADMIN'));
alter table client_success.cs_task add constraint cs_task_owner_known check (owner_role in ('CLIENT_SUCCESS', 'PLATFORM_ADMIN'));
alter table client_success.qbr
    add constraint qbr_sections_bounded check (cardinality(sections) <= 9),
    add constraint qbr_sections_known check (sections <@ array[
        'ACHIEVEMENTS', 'SCORE', 'BAND', 'USAGE', 'ADOPTION', 'CAMPAIGNS', 'BENCHMARKS', 'NOTES', 'NEXT_STEPS']);

-- A number sign in a name becomes a word in its key.
alter table migration.recipes add constraint recipes_name_key_bounded check (char_length(name_key) <= 800);
-- A cell at its longest.
alter table migration.fixes add constraint fixes_value_bounded check (char_length(value) <= 1048576);

reset role;
