-- Every few seconds it is looked whose phones hold meals to bring, and which shifts bring them.
create index feed_of_errands on feed (community, scope, id) where noun = 'errand' and body is not null;
create index shift_that_delivers on shift (community, ends) where delivers = true;
