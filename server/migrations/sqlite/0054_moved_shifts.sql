-- The shifts of a date that is moved go with it. Whoever has one keeps it, with when and where it was when they took it, and whether
-- they had something else at the new time: until it begins they may give it back.
alter table duty add column was_starts integer;
alter table duty add column was_ends integer;
alter table duty add column was_venue blob;
alter table duty add column clash integer not null default 0;
