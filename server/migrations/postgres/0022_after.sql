-- After the day of an activity: its attendance is closed before its time, people are thanked, somebody is excused.

alter table occurrence add column closed bigint check (closed >= ends);
alter table occurrence add column thanks text not null default '' check (thanks = '' or cancelled is null);

-- Why somebody is excused, or empty.
alter table presence add column reason text not null default '' check (reason = '' or mark = 'excused');

-- A place that was given back in the last day.
alter table signup add column late boolean not null default false check (not late or state = 'cancelled');
