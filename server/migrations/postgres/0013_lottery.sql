-- Places that are drawn: when the entries close, who has entered, and how it was drawn.

alter table occurrence add column lottery_closes bigint;
alter table occurrence add column lottery_entered bigint not null default 0 check (lottery_entered >= 0);
alter table series add column lottery_hours bigint;

-- A sign-up may be in a lottery.
alter table signup drop constraint signup_state_check;
alter table signup add constraint signup_state_check
    check (state in ('confirmed', 'waiting', 'cancelled', 'called_off', 'offered', 'lapsed', 'entered'));

-- The seed is nobody's to know until it was drawn; its SHA-256 is public from the first day. Both hexadecimal.
create table lottery (
    community uuid not null,
    occurrence uuid not null,
    commitment text not null,
    seed text not null,
    drawn bigint,
    places bigint,
    primary key (community, occurrence),
    foreign key (community, occurrence) references occurrence,
    check ((drawn is null) = (places is null))
);

-- What was drawn, and never changes: the order, and who got places then.
create table lottery_entry (
    community uuid not null,
    occurrence uuid not null,
    signup uuid not null,
    class bigint not null check (class >= 0),
    place bigint not null check (place > 0),
    seats bigint not null check (seats > 0),
    won boolean not null,
    clash boolean not null,
    primary key (community, signup),
    unique (community, occurrence, place),
    foreign key (community, occurrence) references lottery,
    foreign key (community, signup) references signup
);
