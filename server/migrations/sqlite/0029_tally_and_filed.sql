-- What was made for a date or a shift and what became of it: counts are added and never changed.
create table tally (
    community blob not null,
    tally blob not null,
    occurrence blob,
    shift blob,
    organization blob not null,
    what text not null check (what <> ''),
    made integer not null check (made >= 0),
    given integer not null check (given >= 0),
    remaining integer not null check (remaining >= 0),
    discarded integer not null check (discarded >= 0),
    noted_by blob not null,
    noted integer not null,
    primary key (community, tally),
    check (made = given + remaining + discarded),
    check ((occurrence is null) <> (shift is null)),
    foreign key (community, occurrence) references occurrence,
    foreign key (community, shift) references shift,
    foreign key (community, organization) references organization,
    foreign key (community, noted_by) references resident
) strict;
create index tally_by_occurrence on tally (community, occurrence);
create index tally_by_shift on tally (community, shift);

-- The pattern of an activity that the committee's file last had, JSON: by it one sees what an organizer has changed since.
alter table activity add column filed text;
