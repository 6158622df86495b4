-- Whoever was told by somebody was told at their door, and not on the telephone.
alter table notice add column door integer not null default 0;
