-- Every minute it is looked which notices are so old that they go.
create index notice_by_time on notice (community, made);
