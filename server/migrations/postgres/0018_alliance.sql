-- An alliance calls its member units, and whoever answers for a unit says how many people it sends.

create table unit (
    community uuid not null,
    unit uuid not null,
    organization uuid not null,
    name text not null,
    synthetic boolean not null,
    primary key (community, unit),
    unique (community, unit, organization),
    foreign key (community, organization) references organization
);
create index unit_by_organization on unit (community, organization);

create table unit_contact (
    community uuid not null,
    unit uuid not null,
    resident uuid not null,
    primary key (community, unit, resident),
    foreign key (community, unit) references unit,
    foreign key (community, resident) references resident
);
create index unit_contact_by_resident on unit_contact (community, resident);

create table call (
    community uuid not null,
    call uuid not null,
    organization uuid not null,
    asked_by uuid not null,
    title text not null,
    words text not null,
    starts bigint not null,
    ends bigint not null check (ends > starts),
    place text not null,
    people bigint not null check (people > 0),
    skill text,
    answer_by bigint not null check (answer_by <= starts),
    closed bigint check (closed <= answer_by),
    made bigint not null,
    primary key (community, call),
    unique (community, call, organization),
    foreign key (community, organization) references organization,
    foreign key (community, asked_by) references resident
);

-- A unit has one answer to a call, and only to a call of its own alliance.
create table pledge (
    community uuid not null,
    pledge uuid not null,
    call uuid not null,
    organization uuid not null,
    unit uuid not null,
    count bigint not null check (count >= 0),
    words text not null,
    changed bigint not null,
    primary key (community, pledge),
    unique (community, call, unit),
    foreign key (community, call, organization) references call (community, call, organization),
    foreign key (community, unit, organization) references unit (community, unit, organization)
);
