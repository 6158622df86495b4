-- Somebody is told that the desk has corrected what the register says of them; and whoever was told something by a person was told it
-- at their door, or on the telephone. SQLite cannot change a check: the table is made anew.
create table notice_before as select * from notice;
drop table notice;
create table notice (
    community blob not null,
    notice blob not null,
    resident blob not null,
    kind text not null,
    matter text not null check (matter in ('occurrence', 'shift', 'report', 'resident')),
    subject blob not null,
    made integer not null,
    seen integer,
    -- Where it stands on its way to somebody who has not seen it, when it is looked at again, and how often it was tried there.
    rung text not null check (rung in ('app', 'sms', 'call', 'over')),
    due integer,
    tries integer not null default 0 check (tries >= 0),
    tried integer,
    -- When and how somebody was reached. None where they were not, or not yet.
    reached integer,
    how text check (how in ('app', 'sms', 'call', 'door')),
    primary key (community, notice),
    check ((reached is null) = (how is null)),
    check ((rung = 'over') = (due is null)),
    foreign key (community, resident) references resident
) strict;
insert into notice (community, notice, resident, kind, matter, subject, made, seen, rung, due, tries, tried, reached, how)
select community, notice, resident, kind, matter, subject, made, seen, rung, due, tries, tried, reached, how from notice_before;
drop table notice_before;
create index notice_of_resident on notice (community, resident, seen);
create index notice_by_due on notice (community, rung, due);
create index notice_by_time on notice (community, made);
create index notice_by_subject on notice (community, subject);

-- The places that a child has not agreed to: looked for every minute, and few.
create index duty_asked on duty (community, shift) where asks = true and agreed is null;
