-- Whoever was told by somebody was told at their door, and not on the telephone.
alter table notice add column door boolean not null default false;
-- The places that a child has not agreed to: looked for every minute, and few.
create index duty_asked on duty (community, shift) where asks = true and agreed is null;
