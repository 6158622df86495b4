-- From when until when one can sign up for a date, and cancel: hours before it begins. No hours to open are from the first day,
-- and none to close or to cancel are until it begins.
alter table occurrence add column closes_hours bigint not null default 0 check (closes_hours >= 0);
alter table occurrence add column opens_hours bigint check (opens_hours > closes_hours);
alter table occurrence add column cancel_hours bigint not null default 0 check (cancel_hours >= 0);
alter table series add column closes_hours bigint not null default 0 check (closes_hours >= 0);
alter table series add column opens_hours bigint check (opens_hours > closes_hours);
alter table series add column cancel_hours bigint not null default 0 check (cancel_hours >= 0);
