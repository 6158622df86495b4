-- What people have done for their teams outside shifts, as they write it down, until a leader has signed it.
create table stint (
    community uuid not null,
    stint uuid not null,
    organization uuid not null,
    resident uuid not null,
    from_moment bigint not null,
    until_moment bigint not null check (until_moment > from_moment),
    content text not null,
    state text not null check (state in ('said', 'signed', 'refused', 'withdrawn')),
    answer text not null,
    hours uuid,
    made bigint not null,
    changed bigint not null,
    primary key (community, stint),
    -- An entry of hours is for one of them.
    unique (community, hours),
    check ((hours is null) = (state <> 'signed')),
    foreign key (community, organization) references organization,
    foreign key (community, resident) references resident,
    foreign key (community, hours) references hours
);
create index stint_by_resident on stint (community, resident);
