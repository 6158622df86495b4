-- What was made for a date or a shift and what became of it: counts are added and never changed.
create table tally (
    community uuid not null,
    tally uuid not null,
    occurrence uuid,
    shift uuid,
    organization uuid not null,
    what text not null check (what <> ''),
    made bigint not null check (made >= 0),
    given bigint not null check (given >= 0),
    remaining bigint not null check (remaining >= 0),
    discarded bigint not null check (discarded >= 0),
    noted_by uuid not null,
    noted bigint not null,
    primary key (community, tally),
    check (made = given + remaining + discarded),
    check ((occurrence is null) <> (shift is null)),
    foreign key (community, occurrence) references occurrence,
    foreign key (community, shift) references shift,
    foreign key (community, organization) references organization,
    foreign key (community, noted_by) references resident
);
create index tally_by_occurrence on tally (community, occurrence);
create index tally_by_shift on tally (community, shift);

-- The pattern of an activity that the committee's file last had, JSON: by it one sees what an organizer has changed since.
alter table activity add column filed text;
