-- Places that are drawn: when the entries close, who has entered, and how it was drawn.

alter table occurrence add column lottery_closes integer;
alter table occurrence add column lottery_entered integer not null default 0 check (lottery_entered >= 0);
alter table series add column lottery_hours integer;

-- A sign-up may be in a lottery. SQLite cannot change a check: the table is made anew, and the one that points at it.
create table signup_before as select * from signup;
create table signup_member_before as select * from signup_member;
drop table signup_member;
drop table signup;

create table signup (
    community blob not null,
    signup blob not null,
    occurrence blob not null,
    booker blob not null,
    state text not null check (state in ('confirmed', 'waiting', 'cancelled', 'called_off', 'offered', 'lapsed', 'entered')),
    ticket integer,
    position integer,
    until integer,
    made integer not null,
    changed integer not null,
    clash integer not null default 0,
    out_of_order integer not null default 0,
    primary key (community, signup),
    unique (community, occurrence, ticket),
    foreign key (community, occurrence) references occurrence,
    foreign key (community, booker) references resident,
    check ((state in ('waiting', 'offered')) = (ticket is not null)),
    check ((state = 'waiting') = (position is not null)),
    check ((state = 'offered') = (until is not null))
) strict;
create index signup_by_occurrence on signup (community, occurrence, state);
-- Which offers are over.
create index signup_by_until on signup (community, until) where state = 'offered';
insert into signup (community, signup, occurrence, booker, state, ticket, position, until, made, changed, clash, out_of_order)
select community, signup, occurrence, booker, state, ticket, position, until, made, changed, clash, out_of_order
from signup_before;

create table signup_member (
    community blob not null,
    signup blob not null,
    place integer not null,
    resident blob not null,
    primary key (community, signup, resident),
    foreign key (community, signup) references signup,
    foreign key (community, resident) references resident
) strict;
create index signup_member_by_resident on signup_member (community, resident, signup);
insert into signup_member (community, signup, place, resident)
select community, signup, place, resident from signup_member_before;
drop table signup_member_before;
drop table signup_before;

-- The seed is nobody's to know until it was drawn; its SHA-256 is public from the first day. Both hexadecimal.
create table lottery (
    community blob not null,
    occurrence blob not null,
    commitment text not null,
    seed text not null,
    drawn integer,
    places integer,
    primary key (community, occurrence),
    foreign key (community, occurrence) references occurrence,
    check ((drawn is null) = (places is null))
) strict;

-- What was drawn, and never changes: the order, and who got places then.
create table lottery_entry (
    community blob not null,
    occurrence blob not null,
    signup blob not null,
    class integer not null check (class >= 0),
    place integer not null check (place > 0),
    seats integer not null check (seats > 0),
    won integer not null,
    clash integer not null,
    primary key (community, signup),
    unique (community, occurrence, place),
    foreign key (community, occurrence) references lottery,
    foreign key (community, signup) references signup
) strict;
