-- At the door: who says themselves that they came, who brings and collects a child, and whom a guardian allows to collect it.

alter table presence add column own boolean not null default false;
-- The name of who brought or collected the child, or empty.
alter table presence add column escort text not null default '';

-- Rows are added, and taken back by their mark; a fact that names one stays readable.
create table collector (
    community uuid not null,
    collector uuid not null,
    child uuid not null,
    organization uuid not null,
    name text not null,
    phone text not null,
    until text not null,
    by uuid not null,
    made bigint not null,
    withdrawn boolean not null,
    primary key (community, collector),
    foreign key (community, child) references resident,
    foreign key (community, organization) references organization,
    foreign key (community, by) references resident
);
create index collector_by_child on collector (community, child, organization);
