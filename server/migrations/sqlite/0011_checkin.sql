-- At the door: who says themselves that they came, who brings and collects a child, and whom a guardian allows to collect it.

alter table presence add column own integer not null default 0;
-- The name of who brought or collected the child, or empty.
alter table presence add column escort text not null default '';

-- Rows are added, and taken back by their mark; a fact that names one stays readable.
create table collector (
    community blob not null,
    collector blob not null,
    child blob not null,
    organization blob not null,
    name text not null,
    phone text not null,
    until text not null,
    by blob not null,
    made integer not null,
    withdrawn integer not null,
    primary key (community, collector),
    foreign key (community, child) references resident,
    foreign key (community, organization) references organization,
    foreign key (community, by) references resident
) strict;
create index collector_by_child on collector (community, child, organization);
