-- Meals that volunteers bring. A shift may bring those of its day, and whoever ordered one may say what its bringer reads.
alter table shift add column delivers integer not null default 0;
alter table meal_order add column note text not null default '' check (length(note) <= 30);

-- What was said at the door, of meals of which something was said.
create table errand (
    community blob not null,
    errand blob not null,
    state text not null check (state in ('waiting', 'brought', 'nobody')),
    noted_by blob not null,
    noted integer not null,
    primary key (community, errand),
    foreign key (community, errand) references meal_order,
    foreign key (community, noted_by) references resident
) strict;
