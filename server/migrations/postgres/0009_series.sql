-- Organizers post activities themselves, with a rule that makes their dates and one for who may come.

-- Who may sign up, JSON. What was there before is for everyone.
alter table activity add column audience_rule text not null default '"everyone"';

-- What makes an activity's dates: a rule as calendars write it, and the first date, which all of them are like.
create table series (
    community uuid not null,
    activity uuid not null,
    rule text not null,
    skip text not null check (skip in ('nothing', 'public_holidays', 'outside_school_holidays')),
    starts bigint not null,
    ends bigint not null check (ends > starts),
    venue uuid not null,
    capacity bigint not null check (capacity > 0),
    note text not null,
    primary key (community, activity),
    foreign key (community, activity) references activity,
    foreign key (community, venue) references venue
);

-- From an activity to its dates.
create index occurrence_by_activity on occurrence (community, activity, starts);
