-- Who is signed in where, what was decided, and what each scope may see.

-- A phone. Only the hash of its token is kept.
create table device (
    community uuid not null references community,
    device uuid not null,
    token_hash bytea not null,
    label text not null,
    made bigint not null,
    seen bigint not null,
    primary key (community, device),
    unique (community, token_hash)
);

-- A resident on a phone; several members of a family can share one.
create table device_resident (
    community uuid not null,
    device uuid not null,
    resident uuid not null,
    since bigint not null,
    revoked bigint,
    -- The desk is open on this phone until then (absolute), and was last used then (idle).
    desk_until bigint not null default 0,
    desk_seen bigint not null default 0,
    primary key (community, device, resident),
    foreign key (community, device) references device,
    foreign key (community, resident) references resident
);
create index device_by_resident on device_resident (community, resident);

-- A printed card: single use, seven days. Only the hash of its code is kept.
create table card (
    community uuid not null,
    code_hash bytea not null,
    resident uuid not null,
    made bigint not null,
    until bigint not null,
    used bigint,
    primary key (community, code_hash),
    foreign key (community, resident) references resident
);

-- A staff member's password (Argon2id) and authenticator secret.
create table credential (
    community uuid not null,
    resident uuid not null,
    password_hash text not null,
    totp_secret text not null,
    last_step bigint not null default 0,
    since bigint not null,
    primary key (community, resident),
    foreign key (community, resident) references resident
);

-- Failed attempts, per origin (an address or an account on an address).
create table sign_in_try (
    community uuid not null references community,
    origin text not null,
    failures bigint not null,
    blocked_until bigint not null,
    primary key (community, origin)
);

-- At most once: the outcome of every command, written with its effect, kept for at least 400 days.
create table receipt (
    community uuid not null references community,
    command uuid not null,
    actor uuid not null,
    device uuid not null,
    payload_hash bytea not null,
    outcome text not null,
    at bigint not null,
    primary key (community, command)
);

-- The last state of each row as a scope may see it; body null means gone.
create table feed (
    community uuid not null references community,
    scope text not null,
    noun text not null,
    id uuid not null,
    revision bigint not null,
    body text,
    primary key (community, scope, noun, id)
);
create index feed_by_revision on feed (community, scope, revision);
