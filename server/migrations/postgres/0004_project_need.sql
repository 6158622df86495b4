-- A project answers several needs, the main one first.
create table project_before as select * from project;
drop table project;

create table project (
    community uuid not null,
    project uuid not null,
    title text not null,
    about text not null,
    organization uuid not null,
    from_year bigint not null,
    until_year bigint not null check (until_year >= from_year),
    synthetic boolean not null,
    primary key (community, project),
    foreign key (community, organization) references organization
);
insert into project (community, project, title, about, organization, from_year, until_year, synthetic)
select community, project, title, about, organization, from_year, until_year, synthetic from project_before;

create table project_need (
    community uuid not null,
    project uuid not null,
    place bigint not null,
    need uuid not null,
    primary key (community, project, need),
    foreign key (community, project) references project,
    foreign key (community, need) references need
);
insert into project_need (community, project, place, need)
select community, project, 0, need from project_before;
drop table project_before;

-- The rows that phones follow have a list now. Quotes in a text are escaped, so these patterns are nowhere else.
update feed
set body = replace(replace(body, '"need":"', '"needs":["'), '","organization":', '"],"organization":'),
    revision = (select c.revision + 1 from community c where c.community = feed.community)
where noun = 'project' and body is not null;
update community set revision = revision + 1
where exists (select 1 from feed f where f.community = community.community and f.revision > community.revision);
