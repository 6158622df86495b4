-- At night a phone rings for what cannot wait. For that it has rung until then; everything else that was made before is still to be
-- rung for in the morning.
alter table alert add column night integer not null default 0;
