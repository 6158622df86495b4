-- Votes (表决): the tables alone, so that the database holds what must hold of a vote from the first one on. Nothing speaks of them yet.

-- What is decided, for whom it counts one vote each, and until when. How many are on its list is said when it opens, and fixed by that:
-- the list then has a line for each number from 1 to there, and no room for another.
create table ballot (
    community blob not null references community,
    ballot blob not null,
    title text not null check (title <> ''),
    unit text not null check (unit in ('resident', 'household')),
    secret integer not null check (secret in (0, 1)),
    opens integer not null,
    closes integer not null check (opens < closes),
    grace_ms integer not null default 0 check (grace_ms >= 0),
    size integer check (size > 0),
    primary key (community, ballot),
    unique (community, ballot, unit),
    unique (community, ballot, secret),
    unique (community, ballot, size)
) strict;

create table ballot_choice (
    community blob not null,
    ballot blob not null,
    choice integer not null check (choice > 0),
    words text not null check (words <> ''),
    primary key (community, ballot, choice),
    foreign key (community, ballot) references ballot
) strict;

-- Who may vote, as it stood when the ballot opened: adults, each for themself or for their household.
create table elector (
    community blob not null,
    ballot blob not null,
    resident blob not null,
    household blob not null,
    voter blob not null,
    unit text not null,
    age integer not null check (age >= 18),
    ordinal integer not null check (ordinal between 1 and size),
    size integer not null,
    primary key (community, ballot, resident),
    unique (community, ballot, ordinal),
    unique (community, ballot, resident, voter),
    check (voter = case unit when 'household' then household else resident end),
    foreign key (community, ballot, unit) references ballot (community, ballot, unit),
    foreign key (community, ballot, size) references ballot (community, ballot, size),
    foreign key (community, resident) references resident
) strict;

-- Who has voted: once. Neither when nor what. A row lies where its keys say and not where it came in, here and in the next table: their
-- orders have nothing to do with each other.
create table participation (
    community blob not null,
    ballot blob not null,
    voter blob not null,
    resident blob not null,
    primary key (community, ballot, voter),
    foreign key (community, ballot, resident, voter) references elector (community, ballot, resident, voter)
) strict, without rowid;

-- What was voted in a secret ballot: under a number that was drawn for it, and nothing else.
create table vote (
    community blob not null,
    ballot blob not null,
    vote blob not null,
    choice integer not null,
    secret integer not null check (secret = 1),
    primary key (community, ballot, vote),
    foreign key (community, ballot, choice) references ballot_choice,
    foreign key (community, ballot, secret) references ballot (community, ballot, secret)
) strict, without rowid;

-- What was voted in an open one, and by whom.
create table open_vote (
    community blob not null,
    ballot blob not null,
    voter blob not null,
    choice integer not null,
    secret integer not null check (secret = 0),
    primary key (community, ballot, voter),
    foreign key (community, ballot, voter) references participation (community, ballot, voter),
    foreign key (community, ballot, choice) references ballot_choice,
    foreign key (community, ballot, secret) references ballot (community, ballot, secret)
) strict;

-- A list and a vote stay as they are, also for whoever writes past the rules.
create trigger elector_stays before update on elector
begin select raise(abort, 'a list and a vote stay as they are'); end;
create trigger elector_is_kept before delete on elector
begin select raise(abort, 'a list and a vote stay as they are'); end;
create trigger participation_stays before update on participation
begin select raise(abort, 'a list and a vote stay as they are'); end;
create trigger participation_is_kept before delete on participation
begin select raise(abort, 'a list and a vote stay as they are'); end;
create trigger vote_stays before update on vote
begin select raise(abort, 'a list and a vote stay as they are'); end;
create trigger vote_is_kept before delete on vote
begin select raise(abort, 'a list and a vote stay as they are'); end;
