-- Who took an order: the family, or whoever works for the canteen at the counter or on the telephone.
alter table meal_order add column via text not null default 'own' check (via in ('own', 'counter', 'phone'));

-- What the cook has thrown away of a dish on a day, and what was left when she counted it; null until then. Nothing that was
-- prepared is lost on paper.
alter table serving add column wasted bigint not null default 0 check (wasted >= 0);
alter table serving add column remaining bigint;
alter table serving add constraint serving_counted check (
    case when remaining is null then wasted = 0
    else remaining >= 0 and portions = ordered + served + remaining + wasted end
);

-- What a family has said of a meal that was handed out: of each order once.
create table rating (
    community uuid not null,
    rating uuid not null,
    meal_order uuid not null,
    score text not null check (score in ('good', 'so_so', 'not_good')),
    reasons text not null,
    words text not null,
    changed bigint not null,
    primary key (community, rating),
    unique (community, meal_order),
    foreign key (community, meal_order) references meal_order
);
