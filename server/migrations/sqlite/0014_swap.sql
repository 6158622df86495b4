-- Two volunteers swap their duties: who proposed it, who is asked and on which shifts is in the duties.

create table swap (
    community blob not null,
    swap blob not null,
    given blob not null,
    wanted blob not null check (wanted <> given),
    state text not null check (state in ('proposed', 'agreed', 'declined', 'withdrawn')),
    made integer not null,
    changed integer not null,
    primary key (community, swap),
    foreign key (community, given) references duty,
    foreign key (community, wanted) references duty
) strict;
-- A duty is offered to one person at a time.
create unique index swap_once on swap (community, given) where state = 'proposed';
