-- A person's calendar program may fetch what they are signed up for, from an address that holds a secret.

-- One address for each person; only the hash of its secret is kept. A new one takes the place of the old one.
create table calendar_address (
    community blob not null,
    resident blob not null,
    secret_hash blob not null,
    made integer not null,
    primary key (community, resident),
    unique (community, secret_hash),
    foreign key (community, resident) references resident
) strict;
