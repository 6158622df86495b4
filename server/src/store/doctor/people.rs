//! Who is signed in, who may open the desk, whose cards are good, and what was decided for whom.

use super::{Check, check};

pub(super) const CHECKS: &[Check] = &[
    check!(
        "nobody is signed in who is not a resident",
        "select d.device as found from device_resident d where not exists (
            select 1 from resident r where r.community = d.community and r.resident = d.resident) group by d.device"
    ),
    check!(
        "every phone is somebody's",
        "select v.device as found from device v where not exists (
            select 1 from device_resident d where d.community = v.community and d.device = v.device)"
    ),
    check!(
        "no desk is open on a phone that was signed out",
        "select device as found from device_resident where revoked is not null and desk_until > 0"
    ),
    check!(
        "no phone rings for somebody who is signed out of it",
        "select a.device as found from alert a where not exists (
            select 1 from device_resident d where d.community = a.community and d.device = a.device
            and d.resident = a.resident and d.revoked is null)"
    ),
    check!(
        "no desk is open for anyone but staff",
        "select d.device as found from device_resident d
         where d.desk_until > (select now from clock) and not exists (
            select 1 from role r where r.community = d.community and r.resident = d.resident and r.role = 'staff')"
    ),
    check!(
        "nobody but staff has a password",
        "select c.resident as found from credential c where not exists (
            select 1 from role r where r.community = c.community and r.resident = c.resident and r.role = 'staff')"
    ),
    check!(
        "nobody but staff has a passkey",
        "select p.passkey as found from passkey p where not exists (
            select 1 from role r where r.community = p.community and r.resident = p.resident and r.role = 'staff')"
    ),
    check!(
        "no question to an authenticator is good for longer than five minutes",
        "select device as found from ceremony where until > (select now from clock) + 300000"
    ),
    check!(
        "nobody has two cards that are good",
        "select resident as found from card where used is null and until > (select now from clock)
         group by community, resident having count(*) > 1"
    ),
    check!(
        "no card is good for longer than seven days",
        "select resident as found from card where until - made > 604800000"
    ),
    check!(
        "nobody is in a team whom the app was told otherwise of",
        "select s.resident as found from member_said s
         left join member m on m.community = s.community and m.organization = s.organization and m.resident = s.resident
         where coalesce(m.standing, 'left') <> s.standing"
    ),
    check!(
        "every receipt is a resident's",
        "select t.command as found from receipt t where not exists (
            select 1 from resident r where r.community = t.community and r.resident = t.actor)"
    ),
    // The outcome is JSON, and reading JSON is different in each database; cutting text is not.
    check!(
        "no receipt speaks of a revision that has not been",
        r#"select t.command as found from receipt t join community c on c.community = t.community
         where case when t.outcome like '{"applied":{"revision":%}}'
            then cast(replace(replace(t.outcome, '{"applied":{"revision":', ''), '}}', '') as bigint) end > c.revision"#
    ),
];
