-- What people who do not eat everything ask about a dish.
alter table dish add column allergens text not null default '';
alter table dish add column halal integer not null default 0;
alter table dish add column soft integer not null default 0;
