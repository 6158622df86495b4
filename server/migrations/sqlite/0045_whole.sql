-- What the committee's files call their rows: an identity is made from a code and does not tell it. No key leads to what is named,
-- because that is of many kinds; a code without its row does no harm.
create table file_code (
    community blob not null references community,
    named blob not null,
    code text not null check (code <> ''),
    primary key (community, named)
) strict;

-- Two members of staff may also take the whole community along: what somebody wants to.
alter table takeout add column what text not null default 'register' check (what in ('register', 'everything'));
