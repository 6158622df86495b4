-- Mandates (委托): what somebody outside the family may do for a person, as that person agreed to it.

-- A question for somebody who is not there has no principal: the asker is told of both the same.
create table mandate (
    community uuid not null,
    mandate uuid not null,
    principal uuid,
    named text not null check (named <> ''),
    helper uuid not null,
    -- Words with blanks between them.
    powers text not null check (powers <> ''),
    until text not null,
    state text not null check (state in ('asked', 'agreed', 'declined', 'ended')),
    consent text check (consent in ('phone', 'guardian', 'witness', 'card')),
    -- Who agreed for them, or wrote it down.
    recorded_by uuid,
    witness text not null,
    ended_by uuid,
    fourteen text,
    made bigint not null,
    changed bigint not null,
    primary key (community, mandate),
    check (state <> 'agreed' or principal is not null and consent is not null),
    check (principal is null or principal <> helper),
    check (consent is null or consent <> 'witness' or witness <> ''),
    foreign key (community, principal) references resident,
    foreign key (community, helper) references resident,
    foreign key (community, recorded_by) references resident,
    foreign key (community, ended_by) references resident
);
create index mandate_by_helper on mandate (community, helper);
create index mandate_by_principal on mandate (community, principal);

-- Who reported it for the reporter.
alter table report add column filed_by uuid;

-- A helper did it by a mandate, and sees it only while that holds.
alter table signup add column entrusted boolean not null default false;
alter table meal_order add column entrusted boolean not null default false;
