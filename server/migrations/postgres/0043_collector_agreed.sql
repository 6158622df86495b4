-- A child who is fourteen or older agrees as well to who may collect them. What was said before that lasts as it was said.
alter table collector add column asks boolean not null default false;
-- How they agreed, once they did, and before whom.
alter table collector add column agreed text check (agreed in ('phone', 'witness'));
alter table collector add column witness text not null default '';
