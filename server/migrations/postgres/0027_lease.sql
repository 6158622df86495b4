-- So many of a date's places are one leader's phone's to hand out while it has no network.
-- The second lock behind "no place is given twice", now with those too.
alter table occurrence add column leased bigint not null default 0
    check (leased >= 0 and confirmed + held + leased + kept <= capacity);

-- Leases are never removed: what was handed out of one is told by its sign-ups.
create table lease (
    community uuid not null,
    lease uuid not null,
    occurrence uuid not null,
    taken_by uuid not null,
    device uuid not null,
    places bigint not null check (places > 0),
    given bigint not null check (given >= 0 and given <= places),
    until bigint not null,
    made bigint not null check (made < until),
    ended bigint,
    primary key (community, lease),
    foreign key (community, occurrence) references occurrence,
    foreign key (community, taken_by) references resident,
    foreign key (community, device, taken_by) references device_resident
);
create index lease_by_occurrence on lease (community, occurrence);
-- Which leases are over.
create index lease_by_until on lease (community, until) where ended is null;

-- When a phone handed the places of a sign-up out, by its own clock, and whether its lease had ended before that was heard of.
alter table signup add column handed bigint;
alter table signup add column unleased boolean not null default false;
