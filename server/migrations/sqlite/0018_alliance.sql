-- An alliance calls its member units, and whoever answers for a unit says how many people it sends.

create table unit (
    community blob not null,
    unit blob not null,
    organization blob not null,
    name text not null,
    synthetic integer not null,
    primary key (community, unit),
    unique (community, unit, organization),
    foreign key (community, organization) references organization
) strict;
create index unit_by_organization on unit (community, organization);

create table unit_contact (
    community blob not null,
    unit blob not null,
    resident blob not null,
    primary key (community, unit, resident),
    foreign key (community, unit) references unit,
    foreign key (community, resident) references resident
) strict;
create index unit_contact_by_resident on unit_contact (community, resident);

create table call (
    community blob not null,
    call blob not null,
    organization blob not null,
    asked_by blob not null,
    title text not null,
    words text not null,
    starts integer not null,
    ends integer not null check (ends > starts),
    place text not null,
    people integer not null check (people > 0),
    skill text,
    answer_by integer not null check (answer_by <= starts),
    closed integer check (closed <= answer_by),
    made integer not null,
    primary key (community, call),
    unique (community, call, organization),
    foreign key (community, organization) references organization,
    foreign key (community, asked_by) references resident
) strict;

-- A unit has one answer to a call, and only to a call of its own alliance.
create table pledge (
    community blob not null,
    pledge blob not null,
    call blob not null,
    organization blob not null,
    unit blob not null,
    count integer not null check (count >= 0),
    words text not null,
    changed integer not null,
    primary key (community, pledge),
    unique (community, call, unit),
    foreign key (community, call, organization) references call (community, call, organization),
    foreign key (community, unit, organization) references unit (community, unit, organization)
) strict;
