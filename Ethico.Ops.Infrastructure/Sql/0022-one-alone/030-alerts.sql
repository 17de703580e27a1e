-- Every open alert is written once a night, and three indexes were with it: no page had room for the new row beside the old one.
set local role ops_owner;
alter table client_success.alert set (fillfactor = 50);
reset role;
