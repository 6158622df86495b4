-- Meals other than lunch: everything before was lunch. A community lists what it serves besides, with its hours.
create table meal_hours (
    community blob not null references community,
    meal text not null check (meal in ('breakfast', 'supper')),
    cutoff_days integer not null,
    cutoff integer not null,
    pickup_from integer not null,
    pickup_until integer not null,
    primary key (community, meal)
) strict;

-- A dish is on the menu once at each meal. SQLite changes no key of a table: it is made anew with everything in it.
create table serving_before as select * from serving;
create table order_line_before as select * from order_line;
drop table order_line;
drop table serving;

create table serving (
    community blob not null,
    serving blob not null,
    day text not null,
    dish blob not null,
    price_fen integer not null check (price_fen >= 0),
    portions integer not null,
    ordered integer not null default 0 check (ordered >= 0),
    served integer not null default 0 check (served >= 0),
    wasted integer not null default 0 check (wasted >= 0),
    remaining integer,
    said integer not null default 0,
    meal text not null default 'lunch' check (meal in ('breakfast', 'lunch', 'supper')),
    primary key (community, serving),
    unique (community, day, meal, dish),
    foreign key (community, dish) references dish,
    check (ordered + served <= portions),
    check (
        case when remaining is null then wasted = 0
        else remaining >= 0 and portions = ordered + served + remaining + wasted end
    )
) strict;
insert into serving (community, serving, day, dish, price_fen, portions, ordered, served, wasted, remaining, said)
select community, serving, day, dish, price_fen, portions, ordered, served, wasted, remaining, said from serving_before;

create table order_line (
    community blob not null,
    meal_order blob not null,
    place integer not null,
    serving blob not null,
    price_fen integer not null,
    portions integer not null check (portions > 0),
    primary key (community, meal_order, place),
    foreign key (community, meal_order) references meal_order,
    foreign key (community, serving) references serving
) strict;
insert into order_line (community, meal_order, place, serving, price_fen, portions)
select community, meal_order, place, serving, price_fen, portions from order_line_before;
drop table order_line_before;
drop table serving_before;

-- Each meal has its quota.
create table quota_before as select * from quota;
drop table quota;
create table quota (
    community blob not null references community,
    day text not null,
    eat_in integer check (eat_in >= 0),
    deliver integer check (deliver >= 0),
    eating integer not null check (eating >= 0),
    delivering integer not null check (delivering >= 0),
    meal text not null default 'lunch' check (meal in ('breakfast', 'lunch', 'supper')),
    primary key (community, day, meal)
) strict;
insert into quota (community, day, eat_in, deliver, eating, delivering)
select community, day, eat_in, deliver, eating, delivering from quota_before;
drop table quota_before;

-- One living order for a person and a meal. Its number is its own on the whole day.
alter table meal_order add column meal text not null default 'lunch' check (meal in ('breakfast', 'lunch', 'supper'));
drop index meal_order_of_eater;
create unique index meal_order_of_eater on meal_order (community, day, meal, eater) where state <> 'cancelled';
