-- Residents ask to join teams, and leaders invite them; who belongs to one stands in member as ever.

create table joining (
    community blob not null,
    joining blob not null,
    organization blob not null,
    resident blob not null,
    state text not null check (state in ('asked', 'invited', 'joined', 'declined', 'withdrawn', 'left')),
    words text not null,
    answer text not null,
    made integer not null,
    changed integer not null,
    primary key (community, joining),
    foreign key (community, organization) references organization,
    foreign key (community, resident) references resident
) strict;
-- Between a person and a team at most one question is open.
create unique index joining_once on joining (community, organization, resident) where state in ('asked', 'invited');
