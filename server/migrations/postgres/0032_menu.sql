-- What people who do not eat everything ask about a dish.
alter table dish add column allergens text not null default '';
alter table dish add column halal boolean not null default false;
alter table dish add column soft boolean not null default false;
