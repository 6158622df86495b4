-- What is ordered again and again was lunch; from now on it says which meal, and why a meal has no order says of which.
alter table regular add column meal text not null default 'lunch' check (meal in ('breakfast', 'lunch', 'supper'));
alter table missed add column meal text not null default 'lunch' check (meal in ('breakfast', 'lunch', 'supper'));
-- One living one for each eater and meal.
drop index regular_of_eater;
create unique index regular_of_eater on regular (community, eater, meal) where ended is null;
