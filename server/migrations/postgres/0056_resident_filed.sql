-- What the committee's files last said of a resident: as long as they say the same, what the desk has made of it since stands.
alter table resident add column filed text;
-- The door from which the desk moved them last: a list that still names it means them, and nobody new.
alter table resident add column left_household uuid;
-- A child of fourteen or older agrees to a shift as well: whether they are asked, how they agreed once they did, and before whom.
-- What was taken before lasts as it was taken.
alter table duty add column asks boolean not null default false;
alter table duty add column agreed text check (agreed in ('phone', 'witness'));
alter table duty add column witness text not null default '';
-- Who has been told of one date or shift.
create index notice_by_subject on notice (community, subject);
