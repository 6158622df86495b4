-- That somebody must know of something: one row for each person. What it is about says the rest.
create table notice (
    community uuid not null,
    notice uuid not null,
    resident uuid not null,
    kind text not null,
    matter text not null check (matter in ('occurrence', 'shift', 'report')),
    subject uuid not null,
    made bigint not null,
    seen bigint,
    primary key (community, notice),
    foreign key (community, resident) references resident
);
create index notice_of_resident on notice (community, resident, seen);

-- The kinds of which somebody wants no notices, with commas between them.
create table notice_choice (
    community uuid not null,
    resident uuid not null,
    kinds text not null,
    primary key (community, resident),
    foreign key (community, resident) references resident
);
