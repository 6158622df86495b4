-- Staff may open the desk with a passkey instead of password and code.

-- A passkey: what is needed to know it again. Nothing in it is secret.
create table passkey (
    community uuid not null,
    passkey uuid not null,
    resident uuid not null,
    -- What its authenticator calls it.
    credential bytea not null,
    -- Its public key and what else is checked, JSON.
    record text not null,
    label text not null,
    made bigint not null,
    used bigint,
    primary key (community, passkey),
    unique (community, credential),
    foreign key (community, resident) references resident
);
create index passkey_by_resident on passkey (community, resident);

-- What an authenticator was asked: one question of each kind for an account on a phone, good for one answer, for five minutes.
create table ceremony (
    community uuid not null,
    device uuid not null,
    resident uuid not null,
    purpose text not null check (purpose in ('add', 'unlock')),
    state text not null,
    until bigint not null,
    primary key (community, device, resident, purpose),
    foreign key (community, device, resident) references device_resident
);
