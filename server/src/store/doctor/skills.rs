//! What residents offer and ask of each other, what they do for their teams outside shifts, and the hours that were signed for it.

use super::{Check, check, now};

pub(super) const CHECKS: &[Check] = &[
    check!(
        "nobody has asked themself for a favour",
        "select f.favour as found from favour f
         join offering o on o.community = f.community and o.offering = f.offering
         where o.resident = f.asker or o.resident = f.asked_by"
    ),
    check!(
        "hours that were signed for a favour are its helper's, for the time that was confirmed",
        "select f.favour as found from favour f
         join offering o on o.community = f.community and o.offering = f.offering
         join hours h on h.community = f.community and h.hours = f.hours
         where ",
        now!("h", "resident"),
        " <> o.resident or h.from_moment <> f.from_moment or h.until_moment <> f.until_moment
            or h.reverses is not null"
    ),
    check!(
        "hours for a favour count with the team that the helper named",
        "select f.favour as found from favour f
         join offering o on o.community = f.community and o.offering = f.offering
         join hours h on h.community = f.community and h.hours = f.hours
         where h.organization <> o.organization"
    ),
    check!(
        "hours that were signed for work outside shifts are as it was written down",
        "select s.stint as found from stint s
         join hours h on h.community = s.community and h.hours = s.hours
         where ",
        now!("h", "resident"),
        " <> s.resident or h.from_moment <> s.from_moment or h.until_moment <> s.until_moment
            or h.organization <> s.organization or h.reverses is not null"
    ),
    check!(
        "a favour that is done was agreed to",
        "select f.favour as found from favour f where f.state in ('agreed', 'claimed', 'done') and f.met = false"
    ),
];
