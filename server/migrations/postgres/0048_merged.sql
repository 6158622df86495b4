-- Somebody who was in the register twice becomes one person: the second record stays as it was, says who it is now, and nothing new
-- is taken for it, as for whoever has left.
alter table departure drop constraint departure_how_check;
alter table departure add constraint departure_how_check check (how in ('moved_away', 'died', 'merged'));
alter table departure add column merged_into uuid check (merged_into <> resident);
alter table departure add check ((how = 'merged') = (merged_into is not null));
-- There is no way back.
alter table departure add check (how <> 'merged' or returned is null);
alter table departure add foreign key (community, merged_into) references resident;
create index departure_by_merged on departure (community, merged_into) where merged_into is not null;

-- Both had that meal on that day: the other one is a second order of the same person, and stays.
alter table meal_order add column doubled boolean not null default false;
drop index meal_order_of_eater;
-- One living order for a person and a meal.
create unique index meal_order_of_eater on meal_order (community, day, meal, eater) where state <> 'cancelled' and doubled = false;
