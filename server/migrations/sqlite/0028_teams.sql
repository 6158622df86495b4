-- Members may stand in for others, leaders see who belongs to their teams, what was said in the app is remembered against the
-- committee's files, a call can be changed, and guardians see the duties of their wards.

-- A person in a team has an identity: the first half of the team's and the second half of theirs. SQLite cannot change a check: the
-- table is made anew.
create table member_before as select * from member;
drop table member;
create table member (
    community blob not null,
    organization blob not null,
    resident blob not null,
    standing text not null check (standing in ('leader', 'member', 'volunteer', 'substitute')),
    member blob not null,
    primary key (community, organization, resident),
    unique (community, member),
    foreign key (community, organization) references organization,
    foreign key (community, resident) references resident
) strict;
insert into member (community, organization, resident, standing, member)
select community, organization, resident, standing, cast(substr(organization, 1, 8) || substr(resident, 9) as blob)
from member_before;
drop table member_before;
create index member_by_resident on member (community, resident);

-- What was last said in the app of somebody in a team: what the committee's files say otherwise is left alone.
create table member_said (
    community blob not null,
    organization blob not null,
    resident blob not null,
    standing text not null check (standing in ('left', 'leader', 'member', 'volunteer', 'substitute')),
    primary key (community, organization, resident),
    foreign key (community, organization) references organization,
    foreign key (community, resident) references resident
) strict;
insert into member_said (community, organization, resident, standing)
select distinct j.community, j.organization, j.resident, coalesce(m.standing, 'left') from joining j
left join member m on m.community = j.community and m.organization = j.organization and m.resident = j.resident
where j.state in ('joined', 'left');

-- Everybody in a team is told to themself, to its leaders and to the desk.
with told as (
    select m.community, m.member, m.standing, r.name,
        lower(substr(hex(m.member), 1, 8) || '-' || substr(hex(m.member), 9, 4) || '-' || substr(hex(m.member), 13, 4)
            || '-' || substr(hex(m.member), 17, 4) || '-' || substr(hex(m.member), 21)) as id,
        lower(substr(hex(m.organization), 1, 8) || '-' || substr(hex(m.organization), 9, 4) || '-'
            || substr(hex(m.organization), 13, 4) || '-' || substr(hex(m.organization), 17, 4) || '-'
            || substr(hex(m.organization), 21)) as team,
        lower(substr(hex(m.resident), 1, 8) || '-' || substr(hex(m.resident), 9, 4) || '-'
            || substr(hex(m.resident), 13, 4) || '-' || substr(hex(m.resident), 17, 4) || '-'
            || substr(hex(m.resident), 21)) as who
    from member m
    join resident r on r.community = m.community and r.resident = m.resident
)
insert into feed (community, scope, noun, id, revision, body)
select t.community, s.scope, 'member', t.member, c.revision + 1,
    '{"member":{"id":"' || t.id || '","organization":"' || t.team || '","resident":{"id":"' || t.who || '","name":'
        || json_quote(t.name) || '},"standing":"' || t.standing || '"}}'
from (
    select community, member, 'person/' || who as scope from told
    union all select community, member, 'organization/' || team from told
    union all select community, member, 'desk' from told
) s
join told t on t.community = s.community and t.member = s.member
join community c on c.community = t.community;

-- When a call was last changed.
alter table call add column changed integer;

-- The duties of people under age are told to their guardians.
insert into feed (community, scope, noun, id, revision, body)
select f.community, 'ward/' || substr(f.scope, 8), f.noun, f.id, c.revision + 1, f.body
from feed f join community c on c.community = f.community
where f.noun = 'duty' and f.scope like 'person/%' and f.body like '%"minor":true%';
update community set revision = revision + 1
where exists (select 1 from feed f where f.community = community.community and f.revision > community.revision);
