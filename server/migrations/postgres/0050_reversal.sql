-- An entry may take another one back, with a reason: each one once. `turn` says how often its order was paid and given back before it,
-- so that an order is still paid once and given back once at a time.
alter table entry add column reverses uuid;
alter table entry add column reason text not null default '';
alter table entry add column turn bigint not null default 0;
drop index entry_by_order;
create unique index entry_by_order on entry (community, meal_order, kind, turn) where meal_order is not null;
create unique index entry_reversed on entry (community, reverses) where reverses is not null;

-- Why the server ended a regular order; null where somebody did, or nobody has.
alter table regular add column stopped text check (stopped in ('setter_left', 'setter_may_not', 'eater_left'));
