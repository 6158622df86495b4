-- Who took an order: the family, or whoever works for the canteen at the counter or on the telephone.
alter table meal_order add column via text not null default 'own' check (via in ('own', 'counter', 'phone'));
