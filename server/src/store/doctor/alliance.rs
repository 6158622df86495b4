//! Alliances: their calls and what units have said to them.

use super::{Check, check};

pub(super) const CHECKS: &[Check] = &[
    check!(
        "no unit sends more people than a call asks for",
        // An answer from before a call was changed stays.
        "select p.pledge as found from pledge p
         join call c on c.community = p.community and c.call = p.call
         where p.count > c.people and p.changed >= coalesce(c.changed, 0)"
    ),
    check!(
        "no unit has answered a call after it was over",
        "select p.pledge as found from pledge p
         join call c on c.community = p.community and c.call = p.call
         where p.changed > coalesce(c.closed, c.answer_by)"
    ),
];
