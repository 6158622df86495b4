-- Residents offer what they can do, and neighbours ask for it.

-- Offerings are added, and taken back by their mark; a request keeps what it asked for.
create table offering (
    community uuid not null,
    offering uuid not null,
    resident uuid not null,
    words text not null,
    -- Half days of a week: a bit for each, Monday's morning first.
    days bigint not null check (days >= 0 and days < 16384),
    organization uuid,
    shown boolean not null,
    withdrawn boolean not null,
    made bigint not null,
    primary key (community, offering),
    foreign key (community, resident) references resident,
    foreign key (community, organization) references organization
);
create index offering_by_resident on offering (community, resident);

-- Who helps is in the offering.
create table favour (
    community uuid not null,
    favour uuid not null,
    offering uuid not null,
    asker uuid not null,
    asked_by uuid not null,
    desk boolean not null,
    words text not null,
    day text,
    state text not null check (state in ('asked', 'agreed', 'claimed', 'done', 'declined', 'withdrawn')),
    answer text not null,
    met boolean not null,
    from_moment bigint,
    until_moment bigint check (until_moment > from_moment),
    hours uuid,
    made bigint not null,
    changed bigint not null,
    primary key (community, favour),
    -- An entry of hours is for one favour.
    unique (community, hours),
    check ((from_moment is null) = (until_moment is null)),
    check (state not in ('claimed', 'done') or from_moment is not null),
    check (hours is null or state = 'done'),
    foreign key (community, offering) references offering,
    foreign key (community, asker) references resident,
    foreign key (community, asked_by) references resident,
    foreign key (community, hours) references hours
);
create index favour_by_asker on favour (community, asker);
-- A person has asked for the same thing once at a time.
create unique index favour_once on favour (community, offering, asker) where state in ('asked', 'agreed', 'claimed');
