-- How the inspector shows the platform's keys. A key that is not here is never shown, only whether and when it was set; so
-- this list is the allow-list of quality.md H1. minimum and maximum: of a number its value, of a text its characters, of a
-- list its lines. tier2: support tier 2 may change it for a tenant, or ask for an override.
set local role ops_owner;

insert into support.setting_definition (key, "group", class, minimum, maximum, may_override, tier2, hint) values
    ('intake.max_attachment_mb', 'intake', 'PUBLIC', 1, 200, true, true, 'Largest file a reporter may attach, in MB.'),
    ('intake.max_attachments', 'intake', 'PUBLIC', 0, 50, true, true, 'How many files a report may carry.'),
    ('intake.allow_anonymous', 'intake', 'PUBLIC', null, null, false, false, 'May somebody report without a name. Several laws require it.'),
    ('intake.welcome_text', 'intake', 'PUBLIC', 1, 1000, false, true, 'First words of the web intake.'),
    ('intake.allowed_file_types', 'intake', 'PUBLIC', 1, 30, true, true, 'Endings of files a reporter may attach, one a line.'),
    ('intake.follow_up_days', 'intake', 'PUBLIC', 1, 90, true, true, 'Days until a reporter is asked for more.'),
    ('notifications.reminders_enabled', 'notifications', 'PUBLIC', null, null, true, true, 'Are reminders of due tasks sent.'),
    ('notifications.reminder_days', 'notifications', 'PUBLIC', 0, 10, true, true, 'Days before the due date, one a line.'),
    ('notifications.digest_hour', 'notifications', 'PUBLIC', 0, 23, true, true, 'Hour of the daily digest in the tenant''s zone.'),
    ('notifications.escalation_contact', 'notifications', 'PERSONAL', 3, 254, false, false, 'Who hears of overdue cases.'),
    ('notifications.sender_signature', 'notifications', 'PUBLIC', 0, 500, false, true, 'Last lines of each mail.'),
    ('retention.closed_case_months', 'retention', 'PUBLIC', 6, 240, false, false, 'Months until a closed case is erased.'),
    ('retention.report_months', 'retention', 'PUBLIC', 6, 240, false, false, 'Months until a report''s words are erased.'),
    ('retention.audit_months', 'retention', 'PUBLIC', 12, 240, false, false, 'Months the client''s own trail is kept.'),
    ('branding.portal_title', 'branding', 'PUBLIC', 1, 120, false, true, 'Title of the client''s portal.'),
    ('branding.footer_text', 'branding', 'PUBLIC', 0, 500, false, true, 'Foot of each page.'),
    ('branding.show_logo', 'branding', 'PUBLIC', null, null, false, true, 'Is the client''s logo shown.'),
    ('security.session_minutes', 'security', 'PUBLIC', 5, 480, true, false, 'Minutes until an idle login is signed out.'),
    ('security.password_min_length', 'security', 'PUBLIC', 8, 128, false, false, 'Shortest password.'),
    ('security.allowed_ip_ranges', 'security', 'PUBLIC', 0, 100, true, false, 'Networks that may sign in, one a line; empty: any.'),
    ('security.lockout_threshold', 'security', 'PUBLIC', 3, 20, true, false, 'Wrong passwords until a login is locked.'),
    ('security.recovery_contact', 'security', 'PERSONAL', 3, 254, false, false, 'Who may unlock the last administrator.'),
    ('integrations.hr_sync_hours', 'integrations', 'PUBLIC', 1, 168, true, true, 'Hours between runs of the HR feed.'),
    ('integrations.hr_field_map', 'integrations', 'PUBLIC', null, null, false, false, 'Fields of the HR feed by ours.'),
    ('integrations.webhook_timeout_seconds', 'integrations', 'PUBLIC', 0.5, 60, true, true, 'Seconds a receiver may take.'),
    ('integrations.sso_client_secret', 'integrations', 'SECRET', null, null, false, false, 'Secret shared with the identity provider.'),
    ('integrations.hr_api_token', 'integrations', 'SECRET', null, null, false, false, 'Token of the HR feed.'),
    ('integrations.smtp_password', 'integrations', 'SECRET', null, null, false, false, 'Password of the client''s own mail server.'),
    ('integrations.webhook_signing_key', 'integrations', 'SECRET', null, null, false, false, 'Key that signs what receivers get.');

reset role;
