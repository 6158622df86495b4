//! Pictures that everyone may see: what is named is there, and what nothing names is gone.

use super::{Check, check};

pub(super) const CHECKS: &[Check] = &[
    check!(
        "a picture that something names is there",
        "select n.picture as found from (
            select community, picture from activity where picture is not null
            union all select community, picture from occurrence_picture
            union all select community, picture from dish where picture is not null
            union all select community, picture from scheduled where picture is not null
         ) n where not exists (
            select 1 from picture p where p.community = n.community and p.picture = n.picture)
         group by n.picture"
    ),
    check!(
        "pictures of a date stand below its thanks",
        "select o.occurrence as found from occurrence_picture n
         join occurrence o on o.community = n.community and o.occurrence = n.occurrence
         where o.thanks = '' group by o.occurrence"
    ),
    check!(
        "everyone is told the picture of an activity, and of no other",
        "select a.activity as found from activity a
         join feed f on f.community = a.community and f.scope = 'public' and f.noun = 'activity' and f.id = a.activity
         where (a.picture is not null) <> (f.body like '%,\"picture\":\"%')"
    ),
    check!(
        "everyone is told the picture of a dish, and of no other",
        "select d.dish as found from dish d
         join feed f on f.community = d.community and f.scope = 'public' and f.noun = 'dish' and f.id = d.dish
         where (d.picture is not null) <> (f.body like '%,\"picture\":\"%')"
    ),
    // Eight days: a day after the job that deletes them would have.
    check!(
        Notice "no picture stays for a week that nothing names",
        "select p.picture as found from picture p
         where p.made < (select now from clock) - 691200000
            and not exists (select 1 from activity n where n.community = p.community and n.picture = p.picture)
            and not exists (select 1 from dish n where n.community = p.community and n.picture = p.picture)
            and not exists (select 1 from occurrence_picture n
                where n.community = p.community and n.picture = p.picture)
            and not exists (select 1 from scheduled n where n.community = p.community and n.picture = p.picture)"
    ),
];
