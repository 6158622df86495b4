//! Who is told of money.

use crate::store::doctor::{Check, check};

pub(in crate::store::doctor) const CHECKS: &[Check] = &[
    check!(
        "an entry in the ledger is told to whose balance it moves, and to those who may take it back",
        told!(
            "entry",
            "entry",
            "coalesce(f.others, 0) > case when t.kind = 'closing' or (t.till_fen = 0 and t.code_fen = 0) then 0
                when t.meal_order is null then 1 else 2 end
             or coalesce(f.people, 0) <> case when t.resident is null then 0 else 1 end"
        )
    ),
    check!(
        "what somebody has paid ahead is told to themself and to the desk",
        told!("wallet", "wallet", "coalesce(f.others, 0) <> 1 or coalesce(f.people, 0) <> 1")
    ),
    check!(
        "how an order was paid is told to the canteen, to who paid and to whoever has the order",
        told!(
            "payment",
            "payment",
            "coalesce(f.others, 0) <> 1 or coalesce(f.people, 0) > 3 or (t.back is null and coalesce(f.people, 0) < 1)"
        )
    ),
    check!(
        "a day's till is told to the canteen and to the desk",
        told!("till", "till", "coalesce(f.others, 0) <> 2 or coalesce(f.people, 0) <> 0")
    ),
];
