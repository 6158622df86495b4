-- The community's frame and its life. Every key starts with the community: the unit of consistency and of sharding.
-- Instants are milliseconds since the epoch, days are 'YYYY-MM-DD', money is fen.

create table community (
    community blob not null primary key,
    name text not null,
    phone text not null,
    address text not null,
    cutoff_days integer not null,
    cutoff integer not null,
    pickup_from integer not null,
    pickup_until integer not null,
    revision integer not null default 0,
    epoch text not null
) strict;

create table compound (
    community blob not null references community,
    compound blob not null,
    name text not null,
    about text not null,
    place integer not null,
    synthetic integer not null,
    primary key (community, compound)
) strict;

create table building (
    community blob not null,
    building blob not null,
    compound blob not null,
    name text not null,
    place integer not null,
    primary key (community, building),
    foreign key (community, compound) references compound
) strict;

create table residents_group (
    community blob not null references community,
    name text not null,
    primary key (community, name)
) strict;

create table grid (
    community blob not null references community,
    name text not null,
    primary key (community, name)
) strict;

create table stairwell (
    community blob not null,
    stairwell blob not null,
    building blob not null,
    name text not null,
    residents_group text,
    grid text,
    primary key (community, stairwell),
    foreign key (community, building) references building,
    foreign key (community, residents_group) references residents_group,
    foreign key (community, grid) references grid
) strict;

create table household (
    community blob not null,
    household blob not null,
    stairwell blob not null,
    room text not null,
    primary key (community, household),
    foreign key (community, stairwell) references stairwell
) strict;

create table resident (
    community blob not null,
    resident blob not null,
    household blob not null,
    name text not null check (name <> ''),
    called text not null,
    gender text not null,
    born text not null,
    phone text not null,
    synthetic integer not null,
    primary key (community, resident),
    foreign key (community, household) references household
) strict;

create table role (
    community blob not null,
    resident blob not null,
    role text not null,
    primary key (community, resident, role),
    foreign key (community, resident) references resident
) strict;

-- Who may act for whom.
create table kin (
    community blob not null,
    resident blob not null,
    ward blob not null,
    bond text not null check (bond in ('guardian', 'carer')),
    primary key (community, resident, ward),
    foreign key (community, resident) references resident,
    foreign key (community, ward) references resident,
    check (resident <> ward)
) strict;

create table venue (
    community blob not null references community,
    venue blob not null,
    name text not null,
    location text not null,
    seats integer not null,
    zone integer not null,
    synthetic integer not null,
    primary key (community, venue)
) strict;

create table need (
    community blob not null references community,
    need blob not null,
    number integer not null,
    class text not null,
    title text not null,
    about text not null,
    synthetic integer not null,
    primary key (community, need),
    unique (community, number)
) strict;

create table organization (
    community blob not null references community,
    organization blob not null,
    name text not null,
    pinyin text not null,
    class text not null,
    purpose text not null,
    venue blob,
    meets text not null,
    since integer not null,
    note text not null,
    synthetic integer not null,
    primary key (community, organization),
    foreign key (community, venue) references venue
) strict;

create table organization_need (
    community blob not null,
    organization blob not null,
    need blob not null,
    primary key (community, organization, need),
    foreign key (community, organization) references organization,
    foreign key (community, need) references need
) strict;

create table member (
    community blob not null,
    organization blob not null,
    resident blob not null,
    standing text not null check (standing in ('leader', 'member', 'volunteer')),
    primary key (community, organization, resident),
    foreign key (community, organization) references organization,
    foreign key (community, resident) references resident
) strict;

create table project (
    community blob not null,
    project blob not null,
    title text not null,
    about text not null,
    need blob not null,
    organization blob not null,
    from_year integer not null,
    until_year integer not null check (until_year >= from_year),
    synthetic integer not null,
    primary key (community, project),
    foreign key (community, need) references need,
    foreign key (community, organization) references organization
) strict;

create table holiday (
    community blob not null references community,
    name text not null,
    first_day text not null,
    last_day text not null,
    school integer not null,
    primary key (community, name, first_day)
) strict;

create table activity (
    community blob not null,
    activity blob not null,
    organization blob not null,
    title text not null,
    kind text not null,
    about text not null,
    audience text not null,
    bring text not null,
    price_fen integer not null check (price_fen >= 0),
    contact text not null,
    synthetic integer not null,
    primary key (community, activity),
    foreign key (community, organization) references organization
) strict;

-- The check is the second lock behind "never more people than places".
create table occurrence (
    community blob not null,
    occurrence blob not null,
    activity blob not null,
    starts integer not null,
    ends integer not null check (ends > starts),
    venue blob not null,
    capacity integer not null check (capacity > 0),
    confirmed integer not null default 0 check (confirmed >= 0 and confirmed <= capacity),
    waiting integer not null default 0 check (waiting >= 0),
    last_ticket integer not null default 0,
    note text not null,
    cancelled text,
    primary key (community, occurrence),
    foreign key (community, activity) references activity,
    foreign key (community, venue) references venue
) strict;
create index occurrence_by_time on occurrence (community, ends);

create table signup (
    community blob not null,
    signup blob not null,
    occurrence blob not null,
    booker blob not null,
    state text not null check (state in ('confirmed', 'waiting', 'cancelled', 'called_off')),
    ticket integer,
    position integer,
    made integer not null,
    changed integer not null,
    primary key (community, signup),
    unique (community, occurrence, ticket),
    foreign key (community, occurrence) references occurrence,
    foreign key (community, booker) references resident,
    check ((state = 'waiting') = (ticket is not null and position is not null))
) strict;
create index signup_by_occurrence on signup (community, occurrence, state);

create table signup_member (
    community blob not null,
    signup blob not null,
    place integer not null,
    resident blob not null,
    primary key (community, signup, resident),
    foreign key (community, signup) references signup,
    foreign key (community, resident) references resident
) strict;
create index signup_member_by_resident on signup_member (community, resident);

create table dish (
    community blob not null references community,
    dish blob not null,
    name text not null,
    kind text not null,
    price_fen integer not null check (price_fen >= 0),
    primary key (community, dish)
) strict;

create table serving (
    community blob not null,
    serving blob not null,
    day text not null,
    dish blob not null,
    price_fen integer not null check (price_fen >= 0),
    portions integer not null,
    ordered integer not null default 0 check (ordered >= 0),
    served integer not null default 0 check (served >= 0),
    primary key (community, serving),
    unique (community, day, dish),
    foreign key (community, dish) references dish,
    check (ordered + served <= portions)
) strict;

create table meal_order (
    community blob not null,
    meal_order blob not null,
    day text not null,
    eater blob not null,
    booker blob not null,
    code integer not null check (code > 0),
    total_fen integer not null check (total_fen >= 0),
    state text not null check (state in ('booked', 'handed_out', 'cancelled')),
    changed integer not null,
    primary key (community, meal_order),
    unique (community, day, code),
    foreign key (community, eater) references resident,
    foreign key (community, booker) references resident
) strict;
-- One living order for a person and a day.
create unique index meal_order_of_eater on meal_order (community, day, eater) where state <> 'cancelled';

create table order_line (
    community blob not null,
    meal_order blob not null,
    place integer not null,
    serving blob not null,
    price_fen integer not null,
    portions integer not null check (portions > 0),
    primary key (community, meal_order, place),
    foreign key (community, meal_order) references meal_order,
    foreign key (community, serving) references serving
) strict;

create table report (
    community blob not null,
    report blob not null,
    reporter blob not null,
    need blob,
    words text not null,
    building blob,
    shown integer not null,
    state text not null,
    endorsed integer not null default 0 check (endorsed >= 0),
    merged_into blob,
    made integer not null,
    primary key (community, report),
    foreign key (community, reporter) references resident,
    foreign key (community, need) references need,
    foreign key (community, building) references building,
    foreign key (community, merged_into) references report
) strict;

create table report_step (
    community blob not null,
    report blob not null,
    place integer not null,
    state text not null,
    at integer not null,
    words text not null,
    primary key (community, report, place),
    foreign key (community, report) references report
) strict;

-- Photos are kept in the database: one file to back up, one transaction with what they belong to.
create table photo (
    community blob not null,
    photo blob not null,
    owner blob not null,
    made integer not null,
    body blob not null,
    primary key (community, photo),
    foreign key (community, owner) references resident
) strict;

-- A photo may still be on its way when its report arrives, so there is no foreign key to it.
create table report_photo (
    community blob not null,
    report blob not null,
    place integer not null,
    photo blob not null,
    primary key (community, report, place),
    foreign key (community, report) references report
) strict;
create index report_photo_by_photo on report_photo (community, photo);

create table endorsement (
    community blob not null,
    report blob not null,
    resident blob not null,
    primary key (community, report, resident),
    foreign key (community, report) references report,
    foreign key (community, resident) references resident
) strict;
