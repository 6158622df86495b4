-- That somebody must know of something: one row for each person. What it is about says the rest.
create table notice (
    community blob not null,
    notice blob not null,
    resident blob not null,
    kind text not null,
    matter text not null check (matter in ('occurrence', 'shift', 'report')),
    subject blob not null,
    made integer not null,
    seen integer,
    primary key (community, notice),
    foreign key (community, resident) references resident
) strict;
create index notice_of_resident on notice (community, resident, seen);

-- The kinds of which somebody wants no notices, with commas between them.
create table notice_choice (
    community blob not null,
    resident blob not null,
    kinds text not null,
    primary key (community, resident),
    foreign key (community, resident) references resident
) strict;
