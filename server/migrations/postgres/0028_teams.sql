-- Members may stand in for others, leaders see who belongs to their teams, what was said in the app is remembered against the
-- committee's files, a call can be changed, and guardians see the duties of their wards.

-- A person in a team has an identity: the first half of the team's and the second half of theirs.
alter table member drop constraint member_standing_check;
alter table member add constraint member_standing_check
    check (standing in ('leader', 'member', 'volunteer', 'substitute'));
alter table member add column member uuid;
update member set member = cast(substr(cast(organization as text), 1, 18) || substr(cast(resident as text), 19) as uuid);
alter table member alter column member set not null;
alter table member add unique (community, member);

-- What was last said in the app of somebody in a team: what the committee's files say otherwise is left alone.
create table member_said (
    community uuid not null,
    organization uuid not null,
    resident uuid not null,
    standing text not null check (standing in ('left', 'leader', 'member', 'volunteer', 'substitute')),
    primary key (community, organization, resident),
    foreign key (community, organization) references organization,
    foreign key (community, resident) references resident
);
insert into member_said (community, organization, resident, standing)
select distinct j.community, j.organization, j.resident, coalesce(m.standing, 'left') from joining j
left join member m on m.community = j.community and m.organization = j.organization and m.resident = j.resident
where j.state in ('joined', 'left');

-- Everybody in a team is told to themself, to its leaders and to the desk.
insert into feed (community, scope, noun, id, revision, body)
select m.community, s.scope, 'member', m.member, c.revision + 1,
    '{"member":{"id":"' || m.member || '","organization":"' || m.organization || '","resident":{"id":"' || m.resident
        || '","name":' || cast(to_json(r.name) as text) || '},"standing":"' || m.standing || '"}}'
from (
    select community, member, 'person/' || resident as scope from member
    union all select community, member, 'organization/' || organization from member
    union all select community, member, 'desk' from member
) s
join member m on m.community = s.community and m.member = s.member
join resident r on r.community = m.community and r.resident = m.resident
join community c on c.community = m.community;

-- When a call was last changed.
alter table call add column changed bigint;

-- The duties of people under age are told to their guardians.
insert into feed (community, scope, noun, id, revision, body)
select f.community, 'ward/' || substr(f.scope, 8), f.noun, f.id, c.revision + 1, f.body
from feed f join community c on c.community = f.community
where f.noun = 'duty' and f.scope like 'person/%' and f.body like '%"minor":true%';
update community set revision = revision + 1
where exists (select 1 from feed f where f.community = community.community and f.revision > community.revision);
