-- Meals other than lunch: everything before was lunch. A community lists what it serves besides, with its hours.
create table meal_hours (
    community uuid not null references community,
    meal text not null check (meal in ('breakfast', 'supper')),
    cutoff_days bigint not null,
    cutoff bigint not null,
    pickup_from bigint not null,
    pickup_until bigint not null,
    primary key (community, meal)
);

-- A dish is on the menu once at each meal.
alter table serving add column meal text not null default 'lunch' check (meal in ('breakfast', 'lunch', 'supper'));
alter table serving drop constraint serving_community_day_dish_key;
alter table serving add constraint serving_community_day_meal_dish_key unique (community, day, meal, dish);

-- Each meal has its quota.
alter table quota add column meal text not null default 'lunch' check (meal in ('breakfast', 'lunch', 'supper'));
alter table quota drop constraint quota_pkey;
alter table quota add primary key (community, day, meal);

-- One living order for a person and a meal. Its number is its own on the whole day.
alter table meal_order add column meal text not null default 'lunch' check (meal in ('breakfast', 'lunch', 'supper'));
drop index meal_order_of_eater;
create unique index meal_order_of_eater on meal_order (community, day, meal, eater) where state <> 'cancelled';
