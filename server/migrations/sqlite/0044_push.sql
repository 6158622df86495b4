-- Phones that ring when there is something new (Web Push), and the key with which the community says who rings.

-- One for each community, made at first need. Phones are bound to it: with another one they could not be rung any more.
create table alert_key (
    community blob not null primary key references community,
    secret blob not null
) strict;

-- A phone that rings for one of the accounts on it. The address is private: whoever has it can make the phone ring.
create table alert (
    community blob not null,
    device blob not null,
    resident blob not null,
    endpoint text not null,
    p256dh blob not null,
    auth blob not null,
    lang text not null check (lang in ('zh', 'en')),
    made integer not null,
    -- It has rung for what was made until then.
    told integer not null,
    -- When it may ring again, and how often that was tried.
    due integer not null,
    tries integer not null default 0 check (tries >= 0),
    primary key (community, device),
    unique (community, endpoint),
    foreign key (community, device, resident) references device_resident
) strict;
create index alert_by_due on alert (community, due);
