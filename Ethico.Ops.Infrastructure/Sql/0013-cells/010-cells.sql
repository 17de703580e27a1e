-- What stands behind a row's last column gets a place on the page: a fix of "column" -1 says where it went, and a finding suggests it.
set local role ops_owner;

alter table migration.fixes drop constraint fixes_column_number_check;
alter table migration.fixes add constraint fixes_column_number_check check (column_number between -1 and 1000);
alter table migration.findings drop constraint findings_suggestion_kind_check;
alter table migration.findings add constraint findings_suggestion_kind_check check (suggestion_kind in (
    'NONE', 'SET_CELL', 'MOVE_REST_TO_NOTES', 'MOVE_TO_NOTES', 'MASK', 'STRIP_MARKUP', 'DROP_IDENTITY', 'PLACE_SURPLUS', 'SKIP_ROW'));
-- Whether 2E05 in an id is a rounded number only its column can tell: those of plain digits otherwise, as a pass began with them.
alter table migration.row_passes add column digit_columns text[] not null default '{}';
reset role;
