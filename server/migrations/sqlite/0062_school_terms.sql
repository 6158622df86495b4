-- A series may also rest in the school holidays. SQLite cannot change a check: the table is made anew.
create table series_before as select * from series;
drop table series;
create table series (
    community blob not null,
    activity blob not null,
    rule text not null,
    skip text not null
        check (skip in ('nothing', 'public_holidays', 'outside_school_holidays', 'school_holidays')),
    starts integer not null,
    ends integer not null check (ends > starts),
    venue blob not null,
    capacity integer not null check (capacity > 0),
    note text not null,
    lottery_hours integer,
    kept integer not null default 0 check (kept >= 0 and kept <= capacity),
    closes_hours integer not null default 0 check (closes_hours >= 0),
    opens_hours integer check (opens_hours > closes_hours),
    cancel_hours integer not null default 0 check (cancel_hours >= 0),
    approval integer not null default 0,
    primary key (community, activity),
    foreign key (community, activity) references activity,
    foreign key (community, venue) references venue
) strict;
insert into series (community, activity, rule, skip, starts, ends, venue, capacity, note, lottery_hours, kept, closes_hours,
    opens_hours, cancel_hours, approval)
select community, activity, rule, skip, starts, ends, venue, capacity, note, lottery_hours, kept, closes_hours,
    opens_hours, cancel_hours, approval from series_before;
drop table series_before;
