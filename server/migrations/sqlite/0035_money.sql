-- The canteen's money, in fen: a ledger whose entries are added and never changed, and each of which comes to nothing.

-- What the committee adds to a meal: an order keeps what it was when it was taken.
alter table meal_order add column subsidy_fen integer not null default 0 check (subsidy_fen >= 0);

create table subsidy (
    community blob not null references community,
    place integer not null,
    least_age integer not null check (least_age between 0 and 120),
    status text check (status in ('volunteer', 'group_leader', 'grid_worker')),
    off_fen integer not null check (off_fen > 0),
    from_day text not null,
    until_day text not null check (from_day <= until_day),
    primary key (community, place)
) strict;

-- One line is one whole entry, and its columns are the accounts: what the till, the code, the subsidies and the differences gain is what
-- the balance and the meals gain.
create table entry (
    community blob not null,
    entry blob not null,
    kind text not null check (kind in ('top_up', 'pay_back', 'meal', 'meal_back', 'closing')),
    day text not null,
    resident blob,
    meal_order blob,
    till_fen integer not null,
    code_fen integer not null,
    subsidy_fen integer not null,
    difference_fen integer not null,
    balance_fen integer not null,
    meals_fen integer not null,
    noted_by blob not null,
    noted integer not null,
    primary key (community, entry),
    check (till_fen + code_fen + subsidy_fen + difference_fen - balance_fen - meals_fen = 0),
    check (balance_fen = 0 or resident is not null),
    check ((kind in ('meal', 'meal_back')) = (meal_order is not null)),
    foreign key (community, resident) references resident,
    foreign key (community, meal_order) references meal_order,
    foreign key (community, noted_by) references resident
) strict;
create index entry_by_resident on entry (community, resident);
create index entry_by_day on entry (community, day);
-- A meal is paid once and given back once.
create unique index entry_by_order on entry (community, meal_order, kind) where meal_order is not null;

create table wallet (
    community blob not null,
    wallet blob not null,
    fen integer not null check (fen >= 0),
    changed integer not null,
    primary key (community, wallet),
    foreign key (community, wallet) references resident
) strict;

create table payment (
    community blob not null,
    payment blob not null,
    price_fen integer not null check (price_fen >= 0),
    subsidy_fen integer not null check (subsidy_fen >= 0),
    paid_fen integer not null check (paid_fen >= 0),
    tender text check (tender in ('cash', 'code')),
    payer blob not null,
    entry blob not null,
    back blob,
    changed integer not null,
    primary key (community, payment),
    check (price_fen = subsidy_fen + paid_fen),
    foreign key (community, payment) references meal_order,
    foreign key (community, payer) references resident,
    foreign key (community, entry) references entry,
    foreign key (community, back) references entry
) strict;

create table till (
    community blob not null references community,
    till blob not null,
    day text not null,
    cash_fen integer not null,
    code_fen integer not null,
    closed integer,
    counted_fen integer check (counted_fen >= 0),
    words text not null default '',
    closed_by blob,
    primary key (community, till),
    unique (community, day),
    check ((closed is null) = (counted_fen is null)),
    check ((closed is null) = (closed_by is null)),
    check (closed is null or counted_fen = cash_fen or words <> ''),
    foreign key (community, closed_by) references resident
) strict;

-- The ledger stays as it is, also for whoever writes past the rules.
create trigger entry_stays before update on entry
begin select raise(abort, 'the ledger stays as it is'); end;
create trigger entry_is_kept before delete on entry
begin select raise(abort, 'the ledger stays as it is'); end;
create trigger till_stays before update on till when old.closed is not null
begin select raise(abort, 'a closed till stays as it is'); end;
create trigger till_is_kept before delete on till
begin select raise(abort, 'a till stays as it is'); end;
