-- Pictures that everyone may see: of an activity, and of a date that is over, below its thanks.

-- Encoded anew like photos, and a table of their own: what was sent for a report is never among them. The small one is for lists.
create table picture (
    community uuid not null,
    picture uuid not null,
    owner uuid not null,
    made bigint not null,
    body bytea not null,
    small bytea not null,
    primary key (community, picture),
    foreign key (community, owner) references resident
);
create index picture_by_owner on picture (community, owner);
create index picture_by_time on picture (community, made);

alter table activity add column picture uuid;
create index activity_by_picture on activity (community, picture) where picture is not null;

-- The picture in what is posted then.
alter table scheduled add column picture uuid;
create index scheduled_by_picture on scheduled (community, picture) where picture is not null;

create table occurrence_picture (
    community uuid not null,
    occurrence uuid not null,
    place bigint not null,
    picture uuid not null,
    primary key (community, occurrence, place),
    unique (community, occurrence, picture),
    foreign key (community, occurrence) references occurrence,
    foreign key (community, picture) references picture
);
create index occurrence_picture_by_picture on occurrence_picture (community, picture);
