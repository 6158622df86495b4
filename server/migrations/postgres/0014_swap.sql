-- Two volunteers swap their duties: who proposed it, who is asked and on which shifts is in the duties.

create table swap (
    community uuid not null,
    swap uuid not null,
    given uuid not null,
    wanted uuid not null check (wanted <> given),
    state text not null check (state in ('proposed', 'agreed', 'declined', 'withdrawn')),
    made bigint not null,
    changed bigint not null,
    primary key (community, swap),
    foreign key (community, given) references duty,
    foreign key (community, wanted) references duty
);
-- A duty is offered to one person at a time.
create unique index swap_once on swap (community, given) where state = 'proposed';
