-- Votes (表决): the tables alone, so that the database holds what must hold of a vote from the first one on. Nothing speaks of them yet.

-- What is decided, for whom it counts one vote each, and until when. How many are on its list is said when it opens, and fixed by that:
-- the list then has a line for each number from 1 to there, and no room for another.
create table ballot (
    community uuid not null references community,
    ballot uuid not null,
    title text not null check (title <> ''),
    unit text not null check (unit in ('resident', 'household')),
    secret boolean not null,
    opens bigint not null,
    closes bigint not null check (opens < closes),
    grace_ms bigint not null default 0 check (grace_ms >= 0),
    size bigint check (size > 0),
    primary key (community, ballot),
    unique (community, ballot, unit),
    unique (community, ballot, secret),
    unique (community, ballot, size)
);

create table ballot_choice (
    community uuid not null,
    ballot uuid not null,
    choice bigint not null check (choice > 0),
    words text not null check (words <> ''),
    primary key (community, ballot, choice),
    foreign key (community, ballot) references ballot
);

-- Who may vote, as it stood when the ballot opened: adults, each for themself or for their household.
create table elector (
    community uuid not null,
    ballot uuid not null,
    resident uuid not null,
    household uuid not null,
    voter uuid not null,
    unit text not null,
    age bigint not null check (age >= 18),
    ordinal bigint not null check (ordinal between 1 and size),
    size bigint not null,
    primary key (community, ballot, resident),
    unique (community, ballot, ordinal),
    unique (community, ballot, resident, voter),
    check (voter = case unit when 'household' then household else resident end),
    foreign key (community, ballot, unit) references ballot (community, ballot, unit),
    foreign key (community, ballot, size) references ballot (community, ballot, size),
    foreign key (community, resident) references resident
);

-- Who has voted: once. Neither when nor what. (This database notes of each row where it lies and which transaction wrote it, and both
-- would join the two tables: whoever writes them has to write them apart and in another order, or anew when the ballot closes.)
create table participation (
    community uuid not null,
    ballot uuid not null,
    voter uuid not null,
    resident uuid not null,
    primary key (community, ballot, voter),
    foreign key (community, ballot, resident, voter) references elector (community, ballot, resident, voter)
);

-- What was voted in a secret ballot: under a number that was drawn for it, and nothing else.
create table vote (
    community uuid not null,
    ballot uuid not null,
    vote uuid not null,
    choice bigint not null,
    secret boolean not null check (secret),
    primary key (community, ballot, vote),
    foreign key (community, ballot, choice) references ballot_choice,
    foreign key (community, ballot, secret) references ballot (community, ballot, secret)
);

-- What was voted in an open one, and by whom.
create table open_vote (
    community uuid not null,
    ballot uuid not null,
    voter uuid not null,
    choice bigint not null,
    secret boolean not null check (not secret),
    primary key (community, ballot, voter),
    foreign key (community, ballot, voter) references participation (community, ballot, voter),
    foreign key (community, ballot, choice) references ballot_choice,
    foreign key (community, ballot, secret) references ballot (community, ballot, secret)
);

-- A list and a vote stay as they are, also for whoever writes past the rules.
create function votes_stay() returns trigger language plpgsql as
$$ begin raise exception 'a list and a vote stay as they are'; end $$;
create trigger elector_stays before update or delete on elector for each row execute function votes_stay();
create trigger participation_stays before update or delete on participation for each row execute function votes_stay();
create trigger vote_stays before update or delete on vote for each row execute function votes_stay();
