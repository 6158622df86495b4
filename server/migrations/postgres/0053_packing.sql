-- Everything of the community takes a while to pack: until then it is being packed for this wish, and is not packed a second time.
alter table takeout add column packing bigint not null default 0;
