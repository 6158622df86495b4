-- What people who do not eat everything ask about a dish.
alter table dish add column allergens text not null default '';
alter table dish add column halal integer not null default 0;
alter table dish add column soft integer not null default 0;

-- A meal that is brought to the door, and where that was when it was ordered.
alter table meal_order add column delivered integer not null default 0;
alter table meal_order add column compound text not null default '';
alter table meal_order add column building text not null default '';
alter table meal_order add column stairwell text not null default '';
alter table meal_order add column room text not null default '';

-- How many may eat in (null: only the portions count) and how many get it brought (null: nothing is brought), and how many do.
create table quota (
    community blob not null references community,
    day text not null,
    eat_in integer check (eat_in >= 0),
    deliver integer check (deliver >= 0),
    eating integer not null check (eating >= 0),
    delivering integer not null check (delivering >= 0),
    primary key (community, day)
) strict;
