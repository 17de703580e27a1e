-- What demo data may put into schema client_success: what people would have typed there. What is counted, the night counts; only days
-- too old for any night to make up for, and the alert about them, come from here.
grant usage on schema client_success to ops_seed;
grant select, insert on client_success.client, client_success.contract_value, client_success.contact, client_success.engagement,
    client_success.health_override to ops_seed;
grant insert on client_success.health_snapshot, client_success.alert to ops_seed;
