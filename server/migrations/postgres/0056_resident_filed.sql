-- What the committee's files last said of a resident: as long as they say the same, what the desk has made of it since stands.
alter table resident add column filed text;
-- The door from which the desk moved them last: a list that still names it means them, and nobody new.
alter table resident add column left_household uuid;
