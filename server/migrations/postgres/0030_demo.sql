-- Whether the community is the demonstration, whose menus and shifts are added to when they run out: `serve --demo` says so when
-- it fills an empty database, and `import` says no.
alter table community add column demo boolean not null default false;
