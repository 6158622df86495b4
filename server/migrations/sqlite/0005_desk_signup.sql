-- The desk sees who signed up: what was in the organizations' scopes until now is in its scope too.
insert into feed (community, scope, noun, id, revision, body)
select f.community, 'desk', f.noun, f.id, c.revision + 1, f.body
from feed f join community c on c.community = f.community
where f.noun = 'signup' and f.scope like 'organization/%' and f.body is not null;
update community set revision = revision + 1
where exists (select 1 from feed f where f.community = community.community and f.revision > community.revision);
