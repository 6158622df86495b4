-- The cook has said in the app how many portions of it there are, or that there are none: no file changes that day's menu any more.
-- What was taken off before this column was there has no portions, as no line of a file has.
alter table serving add column said boolean not null default false;
update serving set said = true where portions = 0;
