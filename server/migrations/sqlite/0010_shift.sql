-- Volunteers: shifts and who is on them, what people hold, who came, and the hours that were signed.

-- The checks are the second lock behind "never more people than a shift can use".
create table shift (
    community blob not null,
    shift blob not null,
    organization blob not null,
    occurrence blob,
    role text not null,
    about text not null,
    starts integer not null,
    ends integer not null check (ends > starts),
    venue blob not null,
    least integer not null check (least > 0),
    most integer not null check (most >= least),
    taken integer not null default 0 check (taken >= 0 and taken <= most),
    seeking integer not null default 0 check (seeking >= 0 and seeking <= taken),
    -- Words of the skills, with commas between them.
    skills text not null,
    children integer not null,
    cancelled text,
    synthetic integer not null,
    primary key (community, shift),
    foreign key (community, organization) references organization,
    foreign key (community, occurrence) references occurrence,
    foreign key (community, venue) references venue
) strict;

create table duty (
    community blob not null,
    duty blob not null,
    shift blob not null,
    resident blob not null,
    minor integer not null,
    state text not null check (state in ('taken', 'seeking', 'left', 'replaced', 'called_off')),
    made integer not null,
    changed integer not null,
    primary key (community, duty),
    foreign key (community, shift) references shift,
    foreign key (community, resident) references resident
) strict;
create index duty_by_shift on duty (community, shift);
create index duty_by_resident on duty (community, resident);
-- Nobody is on a shift twice.
create unique index duty_once on duty (community, shift, resident) where state in ('taken', 'seeking');

create table qualification (
    community blob not null,
    qualification blob not null,
    resident blob not null,
    skill text not null,
    until text not null,
    primary key (community, qualification),
    unique (community, resident, skill),
    foreign key (community, resident) references resident
) strict;

-- Facts: added, never changed.
create table presence (
    community blob not null,
    presence blob not null,
    occurrence blob,
    shift blob,
    resident blob,
    name text not null,
    mark text not null check (mark in ('in', 'out', 'excused')),
    at integer not null,
    by blob not null,
    made integer not null,
    walk_in integer not null,
    odd integer not null,
    primary key (community, presence),
    check ((occurrence is null) <> (shift is null)),
    foreign key (community, occurrence) references occurrence,
    foreign key (community, shift) references shift,
    foreign key (community, resident) references resident,
    foreign key (community, by) references resident
) strict;
create index presence_by_occurrence on presence (community, occurrence);
create index presence_by_shift on presence (community, shift);

-- A ledger: entries are added and never changed; one entry takes another back at most once.
create table hours (
    community blob not null,
    hours blob not null,
    organization blob not null,
    resident blob not null,
    from_moment integer not null,
    until_moment integer not null check (until_moment > from_moment),
    content text not null,
    duty blob,
    reverses blob,
    signed_by blob not null,
    made integer not null,
    primary key (community, hours),
    unique (community, reverses),
    check (signed_by <> resident),
    foreign key (community, organization) references organization,
    foreign key (community, resident) references resident,
    foreign key (community, duty) references duty,
    foreign key (community, reverses) references hours,
    foreign key (community, signed_by) references resident
) strict;
create index hours_by_resident on hours (community, resident);
