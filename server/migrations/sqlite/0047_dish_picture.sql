-- What a dish looks like, as the cook shows it: a picture that everyone may see. The committee's files say nothing of it.
alter table dish add column picture blob;
create index dish_by_picture on dish (community, picture) where picture is not null;
