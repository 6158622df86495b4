-- The number of a registered volunteer, as the team was told it when it issued the certificate; empty where it was told none.
alter table certificate add column volunteer text not null default '' check (length(volunteer) <= 24);
