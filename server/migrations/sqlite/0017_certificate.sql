-- Certificates of service hours: handed out once and never changed. The name is the one at issue.

create table certificate (
    community blob not null,
    certificate blob not null,
    organization blob not null,
    resident blob not null,
    name text not null,
    year integer not null,
    ordinal integer not null check (ordinal > 0),
    from_day text not null,
    until_day text not null check (until_day >= from_day),
    minutes integer not null check (minutes > 0),
    issued_by blob not null check (issued_by <> resident),
    made integer not null,
    primary key (community, certificate),
    unique (community, year, ordinal),
    foreign key (community, organization) references organization,
    foreign key (community, resident) references resident,
    foreign key (community, issued_by) references resident
) strict;

-- The entries that a certificate covers.
create table certificate_hours (
    community blob not null,
    certificate blob not null,
    hours blob not null,
    primary key (community, certificate, hours),
    foreign key (community, certificate) references certificate,
    foreign key (community, hours) references hours
) strict;
