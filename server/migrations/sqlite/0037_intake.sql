-- Lists of residents that the desk brings in from the committee's own tables. Until it is applied or thrown away, a list waits here as
-- it was read (JSON); from then on only who came of it, so that the whole can be taken back.
create table intake (
    community blob not null references community,
    intake blob not null,
    name text not null,
    brought_by blob not null,
    made integer not null,
    sheet text,
    added integer not null default 0 check (added >= 0),
    applied integer,
    undone integer,
    primary key (community, intake),
    check ((sheet is null) = (applied is not null)),
    check (undone is null or applied is not null),
    foreign key (community, brought_by) references resident
) strict;

-- No key into the register: to take a list back, people go before their lines here.
create table intake_resident (
    community blob not null,
    intake blob not null,
    resident blob not null,
    primary key (community, intake, resident),
    foreign key (community, intake) references intake
) strict;

-- What a column of that name was last taken for.
create table intake_column (
    community blob not null references community,
    head text not null check (head <> ''),
    field text not null,
    primary key (community, head)
) strict;

-- Who does not live here any more. Whatever names them stays as it was; while `returned` is empty, nobody takes anything new for them.
create table departure (
    community blob not null,
    resident blob not null,
    at integer not null,
    how text not null check (how in ('moved_away', 'died')),
    noted_by blob not null,
    returned integer,
    primary key (community, resident, at),
    foreign key (community, resident) references resident,
    foreign key (community, noted_by) references resident
) strict;
create unique index departure_of_resident on departure (community, resident) where returned is null;

-- What was done and seen at the desk, by whom. It is added to and never changed. No key leads to whom it was about: it stays when a
-- list of people is taken back.
create table audit (
    community blob not null,
    entry blob not null,
    at integer not null,
    who blob not null,
    deed text not null,
    whom blob,
    count integer not null default 0 check (count >= 0),
    words text not null default '',
    primary key (community, entry),
    foreign key (community, who) references resident
) strict;
create index audit_by_time on audit (community, at);

-- Who wants to take the whole register along, and which other member of staff has agreed: two persons, and once.
create table takeout (
    community blob not null,
    takeout blob not null,
    wanted_by blob not null,
    why text not null check (why <> ''),
    asked integer not null,
    until integer not null check (until > asked),
    agreed_by blob,
    taken integer,
    primary key (community, takeout),
    check (agreed_by is null or agreed_by <> wanted_by),
    check (taken is null or agreed_by is not null),
    foreign key (community, wanted_by) references resident,
    foreign key (community, agreed_by) references resident
) strict;
