-- The teams of a person are asked for with every command and every pull; the primary key begins with the team.
create index member_by_resident on member (community, resident);
