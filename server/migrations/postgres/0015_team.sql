-- Residents ask to join teams, and leaders invite them; who belongs to one stands in member as ever.

create table joining (
    community uuid not null,
    joining uuid not null,
    organization uuid not null,
    resident uuid not null,
    state text not null check (state in ('asked', 'invited', 'joined', 'declined', 'withdrawn', 'left')),
    words text not null,
    answer text not null,
    made bigint not null,
    changed bigint not null,
    primary key (community, joining),
    foreign key (community, organization) references organization,
    foreign key (community, resident) references resident
);
-- Between a person and a team at most one question is open.
create unique index joining_once on joining (community, organization, resident) where state in ('asked', 'invited');
