-- What is written today and published at a time: until then only its team's leaders and the desk know of it.

create table scheduled (
    community blob not null,
    scheduled blob not null,
    organization blob not null,
    said_by blob not null,
    publish_at integer not null,
    -- The activity that it will be.
    activity blob not null,
    -- All of what is posted then, JSON.
    content text not null,
    -- Why it was not published, JSON.
    refused text,
    primary key (community, scheduled),
    foreign key (community, organization) references organization,
    foreign key (community, said_by) references resident
) strict;
create index scheduled_by_time on scheduled (community, publish_at);

-- A date may want whoever signs up to ask first.
alter table occurrence add column approval integer not null default 0;
alter table series add column approval integer not null default 0;

-- A sign-up may ask, and be declined with a reason. SQLite cannot change a check: the table is made anew, and those that point at
-- it.
create table signup_before as select * from signup;
create table signup_member_before as select * from signup_member;
create table lottery_entry_before as select * from lottery_entry;
drop table lottery_entry;
drop table signup_member;
drop table signup;

create table signup (
    community blob not null,
    signup blob not null,
    occurrence blob not null,
    booker blob not null,
    state text not null check (state in ('confirmed', 'waiting', 'cancelled', 'called_off', 'offered', 'lapsed', 'entered',
        'asked', 'declined')),
    ticket integer,
    position integer,
    until integer,
    made integer not null,
    changed integer not null,
    clash integer not null default 0,
    out_of_order integer not null default 0,
    reason text not null default '',
    primary key (community, signup),
    unique (community, occurrence, ticket),
    foreign key (community, occurrence) references occurrence,
    foreign key (community, booker) references resident,
    check ((state in ('waiting', 'offered')) = (ticket is not null)),
    check ((state = 'waiting') = (position is not null)),
    check ((state = 'offered') = (until is not null)),
    check ((state = 'declined') = (reason <> ''))
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
insert into lottery_entry (community, occurrence, signup, class, place, seats, won, clash)
select community, occurrence, signup, class, place, seats, won, clash from lottery_entry_before;
drop table lottery_entry_before;
drop table signup_member_before;
drop table signup_before;
