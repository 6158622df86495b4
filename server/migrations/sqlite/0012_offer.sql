-- Freed places may be offered to the head of the waiting list: they are held until there is an answer.
alter table activity add column offers integer not null default 0;
-- The second lock behind "no place is given twice", now with those that are held.
alter table occurrence add column held integer not null default 0 check (held >= 0 and confirmed + held <= capacity);

-- The checks on a sign-up know more states, so the table is made anew with everything in it.
create table signup_before as select * from signup;
create table signup_member_before as select * from signup_member;
drop table signup_member;
drop table signup;

create table signup (
    community blob not null,
    signup blob not null,
    occurrence blob not null,
    booker blob not null,
    state text not null check (state in ('confirmed', 'waiting', 'cancelled', 'called_off', 'offered', 'lapsed')),
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
insert into signup (community, signup, occurrence, booker, state, ticket, position, made, changed, clash)
select community, signup, occurrence, booker, state, ticket, position, made, changed, clash from signup_before;

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
