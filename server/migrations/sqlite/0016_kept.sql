-- Places that the app does not give: they are kept for people who call or come.
-- The second lock behind "no place is given twice", now with those too.
alter table occurrence add column kept integer not null default 0
    check (kept >= 0 and confirmed + held + kept <= capacity);
alter table series add column kept integer not null default 0 check (kept >= 0 and kept <= capacity);
