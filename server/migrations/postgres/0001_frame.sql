-- The community's frame and its life. Every key starts with the community: the unit of consistency and of sharding.
-- Instants are milliseconds since the epoch, days are 'YYYY-MM-DD', money is fen.

create table community (
    community uuid not null primary key,
    name text not null,
    phone text not null,
    address text not null,
    cutoff_days bigint not null,
    cutoff bigint not null,
    pickup_from bigint not null,
    pickup_until bigint not null,
    revision bigint not null default 0,
    epoch text not null
);

create table compound (
    community uuid not null references community,
    compound uuid not null,
    name text not null,
    about text not null,
    place bigint not null,
    synthetic boolean not null,
    primary key (community, compound)
);

create table building (
    community uuid not null,
    building uuid not null,
    compound uuid not null,
    name text not null,
    place bigint not null,
    primary key (community, building),
    foreign key (community, compound) references compound
);

create table residents_group (
    community uuid not null references community,
    name text not null,
    primary key (community, name)
);

create table grid (
    community uuid not null references community,
    name text not null,
    primary key (community, name)
);

create table stairwell (
    community uuid not null,
    stairwell uuid not null,
    building uuid not null,
    name text not null,
    residents_group text,
    grid text,
    primary key (community, stairwell),
    foreign key (community, building) references building,
    foreign key (community, residents_group) references residents_group,
    foreign key (community, grid) references grid
);

create table household (
    community uuid not null,
    household uuid not null,
    stairwell uuid not null,
    room text not null,
    primary key (community, household),
    foreign key (community, stairwell) references stairwell
);

create table resident (
    community uuid not null,
    resident uuid not null,
    household uuid not null,
    name text not null check (name <> ''),
    called text not null,
    gender text not null,
    born text not null,
    phone text not null,
    synthetic boolean not null,
    primary key (community, resident),
    foreign key (community, household) references household
);

create table role (
    community uuid not null,
    resident uuid not null,
    role text not null,
    primary key (community, resident, role),
    foreign key (community, resident) references resident
);

-- Who may act for whom.
create table kin (
    community uuid not null,
    resident uuid not null,
    ward uuid not null,
    bond text not null check (bond in ('guardian', 'carer')),
    primary key (community, resident, ward),
    foreign key (community, resident) references resident,
    foreign key (community, ward) references resident,
    check (resident <> ward)
);

create table venue (
    community uuid not null references community,
    venue uuid not null,
    name text not null,
    location text not null,
    seats bigint not null,
    zone boolean not null,
    synthetic boolean not null,
    primary key (community, venue)
);

create table need (
    community uuid not null references community,
    need uuid not null,
    number bigint not null,
    class text not null,
    title text not null,
    about text not null,
    synthetic boolean not null,
    primary key (community, need),
    unique (community, number)
);

create table organization (
    community uuid not null references community,
    organization uuid not null,
    name text not null,
    pinyin text not null,
    class text not null,
    purpose text not null,
    venue uuid,
    meets text not null,
    since bigint not null,
    note text not null,
    synthetic boolean not null,
    primary key (community, organization),
    foreign key (community, venue) references venue
);

create table organization_need (
    community uuid not null,
    organization uuid not null,
    need uuid not null,
    primary key (community, organization, need),
    foreign key (community, organization) references organization,
    foreign key (community, need) references need
);

create table member (
    community uuid not null,
    organization uuid not null,
    resident uuid not null,
    standing text not null check (standing in ('leader', 'member', 'volunteer')),
    primary key (community, organization, resident),
    foreign key (community, organization) references organization,
    foreign key (community, resident) references resident
);

create table project (
    community uuid not null,
    project uuid not null,
    title text not null,
    about text not null,
    need uuid not null,
    organization uuid not null,
    from_year bigint not null,
    until_year bigint not null check (until_year >= from_year),
    synthetic boolean not null,
    primary key (community, project),
    foreign key (community, need) references need,
    foreign key (community, organization) references organization
);

create table holiday (
    community uuid not null references community,
    name text not null,
    first_day text not null,
    last_day text not null,
    school boolean not null,
    primary key (community, name, first_day)
);

create table activity (
    community uuid not null,
    activity uuid not null,
    organization uuid not null,
    title text not null,
    kind text not null,
    about text not null,
    audience text not null,
    bring text not null,
    price_fen bigint not null check (price_fen >= 0),
    contact text not null,
    synthetic boolean not null,
    primary key (community, activity),
    foreign key (community, organization) references organization
);

-- The check is the second lock behind "never more people than places".
create table occurrence (
    community uuid not null,
    occurrence uuid not null,
    activity uuid not null,
    starts bigint not null,
    ends bigint not null check (ends > starts),
    venue uuid not null,
    capacity bigint not null check (capacity > 0),
    confirmed bigint not null default 0 check (confirmed >= 0 and confirmed <= capacity),
    waiting bigint not null default 0 check (waiting >= 0),
    last_ticket bigint not null default 0,
    note text not null,
    cancelled text,
    primary key (community, occurrence),
    foreign key (community, activity) references activity,
    foreign key (community, venue) references venue
);
create index occurrence_by_time on occurrence (community, ends);

create table signup (
    community uuid not null,
    signup uuid not null,
    occurrence uuid not null,
    booker uuid not null,
    state text not null check (state in ('confirmed', 'waiting', 'cancelled', 'called_off')),
    ticket bigint,
    position bigint,
    made bigint not null,
    changed bigint not null,
    primary key (community, signup),
    unique (community, occurrence, ticket),
    foreign key (community, occurrence) references occurrence,
    foreign key (community, booker) references resident,
    check ((state = 'waiting') = (ticket is not null and position is not null))
);
create index signup_by_occurrence on signup (community, occurrence, state);

create table signup_member (
    community uuid not null,
    signup uuid not null,
    place bigint not null,
    resident uuid not null,
    primary key (community, signup, resident),
    foreign key (community, signup) references signup,
    foreign key (community, resident) references resident
);
create index signup_member_by_resident on signup_member (community, resident);

create table dish (
    community uuid not null references community,
    dish uuid not null,
    name text not null,
    kind text not null,
    price_fen bigint not null check (price_fen >= 0),
    primary key (community, dish)
);

create table serving (
    community uuid not null,
    serving uuid not null,
    day text not null,
    dish uuid not null,
    price_fen bigint not null check (price_fen >= 0),
    portions bigint not null,
    ordered bigint not null default 0 check (ordered >= 0),
    served bigint not null default 0 check (served >= 0),
    primary key (community, serving),
    unique (community, day, dish),
    foreign key (community, dish) references dish,
    check (ordered + served <= portions)
);

create table meal_order (
    community uuid not null,
    meal_order uuid not null,
    day text not null,
    eater uuid not null,
    booker uuid not null,
    code bigint not null check (code > 0),
    total_fen bigint not null check (total_fen >= 0),
    state text not null check (state in ('booked', 'handed_out', 'cancelled')),
    changed bigint not null,
    primary key (community, meal_order),
    unique (community, day, code),
    foreign key (community, eater) references resident,
    foreign key (community, booker) references resident
);
-- One living order for a person and a day.
create unique index meal_order_of_eater on meal_order (community, day, eater) where state <> 'cancelled';

create table order_line (
    community uuid not null,
    meal_order uuid not null,
    place bigint not null,
    serving uuid not null,
    price_fen bigint not null,
    portions bigint not null check (portions > 0),
    primary key (community, meal_order, place),
    foreign key (community, meal_order) references meal_order,
    foreign key (community, serving) references serving
);

create table report (
    community uuid not null,
    report uuid not null,
    reporter uuid not null,
    need uuid,
    words text not null,
    building uuid,
    shown boolean not null,
    state text not null,
    endorsed bigint not null default 0 check (endorsed >= 0),
    merged_into uuid,
    made bigint not null,
    primary key (community, report),
    foreign key (community, reporter) references resident,
    foreign key (community, need) references need,
    foreign key (community, building) references building,
    foreign key (community, merged_into) references report
);

create table report_step (
    community uuid not null,
    report uuid not null,
    place bigint not null,
    state text not null,
    at bigint not null,
    words text not null,
    primary key (community, report, place),
    foreign key (community, report) references report
);

-- Photos are kept in the database: one file to back up, one transaction with what they belong to.
create table photo (
    community uuid not null,
    photo uuid not null,
    owner uuid not null,
    made bigint not null,
    body bytea not null,
    primary key (community, photo),
    foreign key (community, owner) references resident
);

-- A photo may still be on its way when its report arrives, so there is no foreign key to it.
create table report_photo (
    community uuid not null,
    report uuid not null,
    place bigint not null,
    photo uuid not null,
    primary key (community, report, place),
    foreign key (community, report) references report
);
create index report_photo_by_photo on report_photo (community, photo);

create table endorsement (
    community uuid not null,
    report uuid not null,
    resident uuid not null,
    primary key (community, report, resident),
    foreign key (community, report) references report,
    foreign key (community, resident) references resident
);
