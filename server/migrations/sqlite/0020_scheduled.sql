-- What is written today and published at a time: until then only its team's leaders and the desk know of it.

create table scheduled (
    community blob not null,
    scheduled blob not null,
    organization blob not null,
    said_by blob not null,
    publish_at integer not null,
    -- The activity that it will be.
    activity blob not null,
    -- All of what is posted then, JSON.
    content text not null,
    -- Why it was not published, JSON.
    refused text,
    primary key (community, scheduled),
    foreign key (community, organization) references organization,
    foreign key (community, said_by) references resident
) strict;
create index scheduled_by_time on scheduled (community, publish_at);
