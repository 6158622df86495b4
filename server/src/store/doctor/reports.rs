//! Reports, their steps, and who needs them too.

use super::{Check, check};

pub(super) const CHECKS: &[Check] = &[
    check!(
        "a report is needed by as many as said so",
        "select r.report as found from report r where r.endorsed <> (
            select count(*) from endorsement e where e.community = r.community and e.report = r.report)"
    ),
    check!(
        "nobody says of their own report that they need it too",
        "select r.report as found from report r
         join endorsement e on e.community = r.community and e.report = r.report and e.resident = r.reporter"
    ),
    check!(
        "a report stands where its last step says",
        "select r.report as found from report r where r.state <> coalesce((
            select t.state from report_step t where t.community = r.community and t.report = r.report
            order by t.place desc limit 1), '')"
    ),
    check!(
        "no step of a report is missing",
        "select report as found from report_step group by community, report
         having min(place) <> 0 or max(place) <> count(*) - 1"
    ),
    check!(
        "a report is merged exactly when it says into which",
        "select report as found from report
         where (state = 'merged') <> (merged_into is not null) or merged_into = report"
    ),
    check!(
        Notice "no photo waits longer than a day for its report",
        "select p.photo as found from photo p where p.made < (select now from clock) - 86400000 and not exists (
            select 1 from report_photo f where f.community = p.community and f.photo = p.photo)"
    ),
    check!(
        Notice "no report waits longer than a day for its photos",
        "select f.photo as found from report_photo f
         join report r on r.community = f.community and r.report = f.report
         where r.made < (select now from clock) - 86400000 and not exists (
            select 1 from photo p where p.community = f.community and p.photo = f.photo)
         group by f.photo"
    ),
];
