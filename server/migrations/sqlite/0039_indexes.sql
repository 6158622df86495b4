-- Every minute it is looked which notices are so old that they go.
create index notice_by_time on notice (community, made);
-- With every photo that comes it is looked how many its sender keeps.
create index photo_by_owner on photo (community, owner);
