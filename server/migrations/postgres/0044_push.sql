-- Phones that ring when there is something new (Web Push), and the key with which the community says who rings.

-- One for each community, made at first need. Phones are bound to it: with another one they could not be rung any more.
create table alert_key (
    community uuid not null primary key references community,
    secret bytea not null
);

-- A phone that rings for one of the accounts on it. The address is private: whoever has it can make the phone ring.
create table alert (
    community uuid not null,
    device uuid not null,
    resident uuid not null,
    endpoint text not null,
    p256dh bytea not null,
    auth bytea not null,
    lang text not null check (lang in ('zh', 'en')),
    made bigint not null,
    -- It has rung for what was made until then.
    told bigint not null,
    -- When it may ring again, and how often that was tried.
    due bigint not null,
    tries bigint not null default 0 check (tries >= 0),
    primary key (community, device),
    unique (community, endpoint),
    foreign key (community, device, resident) references device_resident
);
create index alert_by_due on alert (community, due);
