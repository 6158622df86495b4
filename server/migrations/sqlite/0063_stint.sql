-- What people have done for their teams outside shifts, as they write it down, until a leader has signed it.
create table stint (
    community blob not null,
    stint blob not null,
    organization blob not null,
    resident blob not null,
    from_moment integer not null,
    until_moment integer not null check (until_moment > from_moment),
    content text not null,
    state text not null check (state in ('said', 'signed', 'refused', 'withdrawn')),
    answer text not null,
    hours blob,
    made integer not null,
    changed integer not null,
    primary key (community, stint),
    -- An entry of hours is for one of them.
    unique (community, hours),
    check ((hours is null) = (state <> 'signed')),
    foreign key (community, organization) references organization,
    foreign key (community, resident) references resident,
    foreign key (community, hours) references hours
) strict;
create index stint_by_resident on stint (community, resident);
