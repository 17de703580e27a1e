-- A row with too few cells gets its gap on the page: a finding suggests it, and the fix of "column" -1 says where it is.
set local role ops_owner;

alter table migration.findings drop constraint findings_suggestion_kind_check;
alter table migration.findings add constraint findings_suggestion_kind_check check (suggestion_kind in (
    'NONE', 'SET_CELL', 'MOVE_REST_TO_NOTES', 'MOVE_TO_NOTES', 'MASK', 'STRIP_MARKUP', 'DROP_IDENTITY', 'PLACE_SURPLUS', 'PLACE_GAP', 'SKIP_ROW'));
reset role;
