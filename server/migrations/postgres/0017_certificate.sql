-- Certificates of service hours: handed out once and never changed. The name is the one at issue.

create table certificate (
    community uuid not null,
    certificate uuid not null,
    organization uuid not null,
    resident uuid not null,
    name text not null,
    year bigint not null,
    ordinal bigint not null check (ordinal > 0),
    from_day text not null,
    until_day text not null check (until_day >= from_day),
    minutes bigint not null check (minutes > 0),
    issued_by uuid not null check (issued_by <> resident),
    made bigint not null,
    primary key (community, certificate),
    unique (community, year, ordinal),
    foreign key (community, organization) references organization,
    foreign key (community, resident) references resident,
    foreign key (community, issued_by) references resident
);

-- The entries that a certificate covers.
create table certificate_hours (
    community uuid not null,
    certificate uuid not null,
    hours uuid not null,
    primary key (community, certificate, hours),
    foreign key (community, certificate) references certificate,
    foreign key (community, hours) references hours
);
