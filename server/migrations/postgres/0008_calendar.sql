-- A person's calendar program may fetch what they are signed up for, from an address that holds a secret.

-- One address for each person; only the hash of its secret is kept. A new one takes the place of the old one.
create table calendar_address (
    community uuid not null,
    resident uuid not null,
    secret_hash bytea not null,
    made bigint not null,
    primary key (community, resident),
    unique (community, secret_hash),
    foreign key (community, resident) references resident
);
