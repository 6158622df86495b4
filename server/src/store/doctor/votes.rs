//! Votes: whoever came is counted once, and the list is as long as it was said to be.

use super::{Check, check};

pub(super) const CHECKS: &[Check] = &[
    check!(
        "a ballot has as many votes as voters who came",
        "select b.ballot as found from ballot b
         where (select count(*) from participation p where p.community = b.community and p.ballot = b.ballot)
            <> (select count(*) from vote v where v.community = b.community and v.ballot = b.ballot)
            + (select count(*) from open_vote v where v.community = b.community and v.ballot = b.ballot)"
    ),
    check!(
        "everybody on the list of a ballot is there",
        "select b.ballot as found from ballot b
         where b.size <> (select count(*) from elector e where e.community = b.community and e.ballot = b.ballot)"
    ),
];
