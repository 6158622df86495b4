-- That somebody must know of something: one row for each person. What it is about says the rest.
create table notice (
    community blob not null,
    notice blob not null,
    resident blob not null,
    kind text not null,
    matter text not null check (matter in ('occurrence', 'shift', 'report')),
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
    how text check (how in ('app', 'sms', 'call')),
    primary key (community, notice),
    check ((reached is null) = (how is null)),
    check ((rung = 'over') = (due is null)),
    foreign key (community, resident) references resident
) strict;
create index notice_of_resident on notice (community, resident, seen);
create index notice_by_due on notice (community, rung, due);

-- The kinds of which somebody wants no notices, with commas between them.
create table notice_choice (
    community blob not null,
    resident blob not null,
    kinds text not null,
    primary key (community, resident),
    foreign key (community, resident) references resident
) strict;

-- What a team's own group, in another app, is still to hear: that a date is called off or moved. It goes once it was said.
create table group_post (
    community blob not null,
    group_post blob not null,
    organization blob not null,
    kind text not null,
    occurrence blob not null,
    due integer not null,
    tries integer not null default 0 check (tries >= 0),
    primary key (community, group_post),
    foreign key (community, organization) references organization
) strict;
create index group_post_by_due on group_post (community, due);
