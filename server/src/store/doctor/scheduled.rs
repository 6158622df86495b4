//! What is published at a time: not before it, and not much later.

use super::{Check, check};

pub(super) const CHECKS: &[Check] = &[
    check!(
        "nothing that waits for its time is published",
        "select s.scheduled as found from scheduled s
         join activity a on a.community = s.community and a.activity = s.activity
         where s.refused is null"
    ),
    check!(
        Notice "what waits for its time is published when it has come",
        "select scheduled as found from scheduled
         where refused is null and publish_at < (select now from clock) - 600000"
    ),
];
