-- That somebody must know of something: one row for each person. What it is about says the rest.
create table notice (
    community uuid not null,
    notice uuid not null,
    resident uuid not null,
    kind text not null,
    matter text not null check (matter in ('occurrence', 'shift', 'report')),
    subject uuid not null,
    made bigint not null,
    seen bigint,
    -- Where it stands on its way to somebody who has not seen it, when it is looked at again, and how often it was tried there.
    rung text not null check (rung in ('app', 'sms', 'call', 'over')),
    due bigint,
    tries bigint not null default 0 check (tries >= 0),
    tried bigint,
    -- When and how somebody was reached. None where they were not, or not yet.
    reached bigint,
    how text check (how in ('app', 'sms', 'call')),
    primary key (community, notice),
    check ((reached is null) = (how is null)),
    check ((rung = 'over') = (due is null)),
    foreign key (community, resident) references resident
);
create index notice_of_resident on notice (community, resident, seen);
create index notice_by_due on notice (community, rung, due);

-- The kinds of which somebody wants no notices, with commas between them.
create table notice_choice (
    community uuid not null,
    resident uuid not null,
    kinds text not null,
    primary key (community, resident),
    foreign key (community, resident) references resident
);

-- What a team's own group, in another app, is still to hear: that a date is called off or moved. It goes once it was said.
create table group_post (
    community uuid not null,
    group_post uuid not null,
    organization uuid not null,
    kind text not null,
    occurrence uuid not null,
    due bigint not null,
    tries bigint not null default 0 check (tries >= 0),
    primary key (community, group_post),
    foreign key (community, organization) references organization
);
create index group_post_by_due on group_post (community, due);
