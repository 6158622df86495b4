-- Volunteers: shifts and who is on them, what people hold, who came, and the hours that were signed.

-- The checks are the second lock behind "never more people than a shift can use".
create table shift (
    community uuid not null,
    shift uuid not null,
    organization uuid not null,
    occurrence uuid,
    role text not null,
    about text not null,
    starts bigint not null,
    ends bigint not null check (ends > starts),
    venue uuid not null,
    least bigint not null check (least > 0),
    most bigint not null check (most >= least),
    taken bigint not null default 0 check (taken >= 0 and taken <= most),
    seeking bigint not null default 0 check (seeking >= 0 and seeking <= taken),
    -- Words of the skills, with commas between them.
    skills text not null,
    children boolean not null,
    cancelled text,
    synthetic boolean not null,
    primary key (community, shift),
    foreign key (community, organization) references organization,
    foreign key (community, occurrence) references occurrence,
    foreign key (community, venue) references venue
);

create table duty (
    community uuid not null,
    duty uuid not null,
    shift uuid not null,
    resident uuid not null,
    minor boolean not null,
    state text not null check (state in ('taken', 'seeking', 'left', 'replaced', 'called_off')),
    made bigint not null,
    changed bigint not null,
    primary key (community, duty),
    foreign key (community, shift) references shift,
    foreign key (community, resident) references resident
);
create index duty_by_shift on duty (community, shift);
create index duty_by_resident on duty (community, resident);
-- Nobody is on a shift twice.
create unique index duty_once on duty (community, shift, resident) where state in ('taken', 'seeking');

create table qualification (
    community uuid not null,
    qualification uuid not null,
    resident uuid not null,
    skill text not null,
    until text not null,
    primary key (community, qualification),
    unique (community, resident, skill),
    foreign key (community, resident) references resident
);

-- Facts: added, never changed.
create table presence (
    community uuid not null,
    presence uuid not null,
    occurrence uuid,
    shift uuid,
    resident uuid,
    name text not null,
    mark text not null check (mark in ('in', 'out', 'excused')),
    at bigint not null,
    by uuid not null,
    made bigint not null,
    walk_in boolean not null,
    odd boolean not null,
    primary key (community, presence),
    check ((occurrence is null) <> (shift is null)),
    foreign key (community, occurrence) references occurrence,
    foreign key (community, shift) references shift,
    foreign key (community, resident) references resident,
    foreign key (community, by) references resident
);
create index presence_by_occurrence on presence (community, occurrence);
create index presence_by_shift on presence (community, shift);

-- A ledger: entries are added and never changed; one entry takes another back at most once.
create table hours (
    community uuid not null,
    hours uuid not null,
    organization uuid not null,
    resident uuid not null,
    from_moment bigint not null,
    until_moment bigint not null check (until_moment > from_moment),
    content text not null,
    duty uuid,
    reverses uuid,
    signed_by uuid not null,
    made bigint not null,
    primary key (community, hours),
    unique (community, reverses),
    check (signed_by <> resident),
    foreign key (community, organization) references organization,
    foreign key (community, resident) references resident,
    foreign key (community, duty) references duty,
    foreign key (community, reverses) references hours,
    foreign key (community, signed_by) references resident
);
create index hours_by_resident on hours (community, resident);
