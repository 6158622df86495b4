-- Somebody who was in the register twice becomes one person: the second record stays as it was, says who it is now, and nothing new
-- is taken for it, as for whoever has left. SQLite cannot change a check: the table is made anew.
create table departure_before as select * from departure;
drop table departure;
create table departure (
    community blob not null,
    resident blob not null,
    at integer not null,
    how text not null check (how in ('moved_away', 'died', 'merged')),
    noted_by blob not null,
    returned integer,
    merged_into blob check (merged_into <> resident),
    primary key (community, resident, at),
    check ((how = 'merged') = (merged_into is not null)),
    -- There is no way back.
    check (how <> 'merged' or returned is null),
    foreign key (community, resident) references resident,
    foreign key (community, noted_by) references resident,
    foreign key (community, merged_into) references resident
) strict;
insert into departure (community, resident, at, how, noted_by, returned)
select community, resident, at, how, noted_by, returned from departure_before;
drop table departure_before;
create unique index departure_of_resident on departure (community, resident) where returned is null;
create index departure_by_merged on departure (community, merged_into) where merged_into is not null;

-- Both had that meal on that day: the other one is a second order of the same person, and stays.
alter table meal_order add column doubled integer not null default 0;
drop index meal_order_of_eater;
-- One living order for a person and a meal.
create unique index meal_order_of_eater on meal_order (community, day, meal, eater) where state <> 'cancelled' and doubled = 0;
