-- What those at the door should know when something happens to somebody: what they cannot take, and whom to call. Whoever takes it
-- back has no line here any more.
create table aid (
    community uuid not null,
    resident uuid not null,
    allergies text not null,
    contact text not null,
    phone text not null,
    noted_by uuid not null,
    noted bigint not null,
    primary key (community, resident),
    check (allergies <> '' or contact <> ''),
    check ((contact = '') = (phone = '')),
    foreign key (community, resident) references resident,
    foreign key (community, noted_by) references resident
);

-- Every few seconds it is looked whose leaders hold such a line.
create index feed_of_aids on feed (community, scope, id) where noun = 'aid' and body is not null;
