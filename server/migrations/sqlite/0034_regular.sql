-- Lunch that is ordered again and again: which days of the week (the lowest bit is Monday), and how much of each kind of dish.
create table regular (
    community blob not null,
    regular blob not null,
    set_by blob not null,
    eater blob not null,
    days integer not null check (days between 1 and 127),
    meat integer not null check (meat >= 0),
    vegetable integer not null check (vegetable >= 0),
    soup integer not null check (soup >= 0),
    staple integer not null check (staple >= 0),
    first_day text not null,
    last_day text check (last_day >= first_day),
    pause_from text,
    pause_until text check (pause_until >= pause_from),
    holidays integer not null,
    made integer not null,
    changed integer not null,
    ended integer,
    primary key (community, regular),
    foreign key (community, set_by) references resident,
    foreign key (community, eater) references resident,
    check (meat + vegetable + soup + staple > 0),
    check ((pause_from is null) = (pause_until is null))
) strict;
-- One living one for each eater.
create unique index regular_of_eater on regular (community, eater) where ended is null;

-- The days for which it could not order, and why: a refusal, JSON. The identity is the one that the order would have.
create table missed (
    community blob not null,
    missed blob not null,
    day text not null,
    eater blob not null,
    booker blob not null,
    why text not null,
    noticed integer not null,
    primary key (community, missed),
    foreign key (community, eater) references resident,
    foreign key (community, booker) references resident
) strict;
create index missed_by_day on missed (community, day);

-- An elder who lives alone has not fetched a meal, and somebody looks. There is none without its order.
create table visit (
    community blob not null,
    visit blob not null,
    desk integer not null,
    made integer not null,
    found text,
    words text not null,
    found_by blob,
    answered integer,
    settled integer not null,
    primary key (community, visit),
    foreign key (community, visit) references meal_order,
    foreign key (community, found_by) references resident,
    check ((found is null) = (answered is null))
) strict;
create index visit_open on visit (community, made) where not settled;

-- Who was asked, and was told name, address and number: since when.
create table visit_asked (
    community blob not null,
    visit blob not null,
    resident blob not null,
    since integer not null,
    primary key (community, visit, resident),
    foreign key (community, visit) references visit,
    foreign key (community, resident) references resident
) strict;
