-- Who is signed in where, what was decided, and what each scope may see.

-- A phone. Only the hash of its token is kept.
create table device (
    community blob not null references community,
    device blob not null,
    token_hash blob not null,
    label text not null,
    made integer not null,
    seen integer not null,
    primary key (community, device),
    unique (community, token_hash)
) strict;

-- A resident on a phone; several members of a family can share one.
create table device_resident (
    community blob not null,
    device blob not null,
    resident blob not null,
    since integer not null,
    revoked integer,
    -- The desk is open on this phone until then (absolute), and was last used then (idle).
    desk_until integer not null default 0,
    desk_seen integer not null default 0,
    primary key (community, device, resident),
    foreign key (community, device) references device,
    foreign key (community, resident) references resident
) strict;
create index device_by_resident on device_resident (community, resident);

-- A printed card: single use, seven days. Only the hash of its code is kept.
create table card (
    community blob not null,
    code_hash blob not null,
    resident blob not null,
    made integer not null,
    until integer not null,
    used integer,
    primary key (community, code_hash),
    foreign key (community, resident) references resident
) strict;

-- A staff member's password (Argon2id) and authenticator secret.
create table credential (
    community blob not null,
    resident blob not null,
    password_hash text not null,
    totp_secret text not null,
    last_step integer not null default 0,
    since integer not null,
    primary key (community, resident),
    foreign key (community, resident) references resident
) strict;

-- Failed attempts, per origin (an address or an account on an address).
create table sign_in_try (
    community blob not null references community,
    origin text not null,
    failures integer not null,
    blocked_until integer not null,
    primary key (community, origin)
) strict;

-- At most once: the outcome of every command, written with its effect, kept for at least 400 days.
create table receipt (
    community blob not null references community,
    command blob not null,
    actor blob not null,
    device blob not null,
    payload_hash blob not null,
    outcome text not null,
    at integer not null,
    primary key (community, command)
) strict;

-- The last state of each row as a scope may see it; body null means gone.
create table feed (
    community blob not null references community,
    scope text not null,
    noun text not null,
    id blob not null,
    revision integer not null,
    body text,
    primary key (community, scope, noun, id)
) strict;
create index feed_by_revision on feed (community, scope, revision);
