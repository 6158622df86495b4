-- Somebody is told that the desk has corrected what the register says of them; and whoever was told something by a person was told it
-- at their door, or on the telephone.
alter table notice drop constraint notice_matter_check;
alter table notice add constraint notice_matter_check check (matter in ('occurrence', 'shift', 'report', 'resident'));
alter table notice drop constraint notice_how_check;
alter table notice add constraint notice_how_check check (how in ('app', 'sms', 'call', 'door'));

-- The places that a child has not agreed to: looked for every minute, and few.
create index duty_asked on duty (community, shift) where asks = true and agreed is null;
