-- Pictures that everyone may see: of an activity, and of a date that is over, below its thanks.

-- Encoded anew like photos, and a table of their own: what was sent for a report is never among them. The small one is for lists.
create table picture (
    community blob not null,
    picture blob not null,
    owner blob not null,
    made integer not null,
    body blob not null,
    small blob not null,
    primary key (community, picture),
    foreign key (community, owner) references resident
) strict;
create index picture_by_owner on picture (community, owner);
create index picture_by_time on picture (community, made);

alter table activity add column picture blob;
create index activity_by_picture on activity (community, picture) where picture is not null;

-- The picture in what is posted then.
alter table scheduled add column picture blob;
create index scheduled_by_picture on scheduled (community, picture) where picture is not null;

create table occurrence_picture (
    community blob not null,
    occurrence blob not null,
    place integer not null,
    picture blob not null,
    primary key (community, occurrence, place),
    unique (community, occurrence, picture),
    foreign key (community, occurrence) references occurrence,
    foreign key (community, picture) references picture
) strict;
create index occurrence_picture_by_picture on occurrence_picture (community, picture);
