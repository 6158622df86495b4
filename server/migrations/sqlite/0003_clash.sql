-- Somebody in the party had something else at that time, when its turn to move up came or when the date was moved.
alter table signup add column clash integer not null default 0;

-- From a person to their sign-ups without looking at the table.
drop index signup_member_by_resident;
create index signup_member_by_resident on signup_member (community, resident, signup);
