-- What is written today and published at a time: until then only its team's leaders and the desk know of it.

create table scheduled (
    community uuid not null,
    scheduled uuid not null,
    organization uuid not null,
    said_by uuid not null,
    publish_at bigint not null,
    -- The activity that it will be.
    activity uuid not null,
    -- All of what is posted then, JSON.
    content text not null,
    -- Why it was not published, JSON.
    refused text,
    primary key (community, scheduled),
    foreign key (community, organization) references organization,
    foreign key (community, said_by) references resident
);
create index scheduled_by_time on scheduled (community, publish_at);

-- A date may want whoever signs up to ask first.
alter table occurrence add column approval boolean not null default false;
alter table series add column approval boolean not null default false;

-- A sign-up may ask, and be declined with a reason.
alter table signup drop constraint signup_state_check;
alter table signup add constraint signup_state_check
    check (state in ('confirmed', 'waiting', 'cancelled', 'called_off', 'offered', 'lapsed', 'entered',
        'asked', 'declined'));
alter table signup add column reason text not null default '';
alter table signup add constraint signup_reason_check check ((state = 'declined') = (reason <> ''));
