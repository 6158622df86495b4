//! Leases: what leaders' phones have to give is what the dates say, and what they gave is somebody's.

use super::{Check, check};

pub(super) const CHECKS: &[Check] = &[
    check!(
        "a date's places on leaders' phones are what its leases have left",
        "select o.occurrence as found from occurrence o where o.leased <> (
            select coalesce(sum(l.places - l.given), 0) from lease l
            where l.community = o.community and l.occurrence = o.occurrence and l.ended is null)"
    ),
    check!(
        "the places that were handed out of a date's leases are its people's",
        "select o.occurrence as found from occurrence o where (
            select coalesce(sum(l.given), 0) from lease l
            where l.community = o.community and l.occurrence = o.occurrence
         ) <> (
            select count(*) from signup s join signup_member m on m.community = s.community and m.signup = s.signup
            where s.community = o.community and s.occurrence = o.occurrence
            and s.handed is not null and s.unleased = false)"
    ),
    check!(
        "only what was handed out is said to have had no lease",
        "select s.signup as found from signup s where s.unleased = true and s.handed is null"
    ),
    check!(
        "no place is on a phone that is signed out",
        "select l.lease as found from lease l where l.ended is null and not exists (
            select 1 from device_resident d where d.community = l.community and d.device = l.device
            and d.resident = l.taken_by and d.revoked is null)"
    ),
    // Two hours and a while: see `domain::lease::GRACE_MS`.
    check!(
        Notice "a lease falls back when its time is over",
        "select lease as found from lease where ended is null and until < (select now from clock) - 7800000"
    ),
];
