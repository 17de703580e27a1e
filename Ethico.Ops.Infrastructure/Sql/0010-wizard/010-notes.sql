-- A note stands under a total of the sheet (its kind and a category's name of up to 200 characters) or under one failed row.
set local role ops_owner;

alter table migration.sheet_notes drop constraint sheet_notes_subject_check;
alter table migration.sheet_notes add constraint sheet_notes_subject_check check (char_length(subject) between 1 and 500);
reset role;
