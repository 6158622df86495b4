//! Money: the ledger comes to nothing, a balance is what its statement comes to, and an order's payment is in the ledger.

use super::{Check, check, now};

pub(super) const CHECKS: &[Check] = &[
    check!(
        "every entry in the ledger comes to nothing",
        "select entry as found from entry
         where till_fen + code_fen + subsidy_fen + difference_fen - balance_fen - meals_fen <> 0"
    ),
    check!(
        "the whole ledger comes to nothing",
        "select community as found from entry group by community
         having sum(till_fen + code_fen + subsidy_fen + difference_fen - balance_fen - meals_fen) <> 0"
    ),
    check!("nobody's balance is below zero", "select wallet as found from wallet where fen < 0"),
    check!(
        "a balance is what its owner's statement comes to",
        "select w.wallet as found from wallet w where w.fen <> (
            select coalesce(sum(e.balance_fen), 0) from entry e
            where e.community = w.community and e.resident = w.wallet)"
    ),
    check!(
        "whoever has a statement has a balance",
        "select e.entry as found from entry e where e.balance_fen <> 0 and not exists (
            select 1 from wallet w where w.community = e.community and w.wallet = e.resident)"
    ),
    check!(
        "an order's payment is in the ledger",
        "select p.payment as found from payment p where not exists (
            select 1 from entry e where e.community = p.community and e.entry = p.entry and e.kind = 'meal'
            and e.meal_order = p.payment and e.meals_fen = p.price_fen and e.subsidy_fen = p.subsidy_fen
            and e.till_fen = case when p.tender = 'cash' then p.paid_fen else 0 end
            and e.code_fen = case when p.tender = 'code' then p.paid_fen else 0 end
            and e.balance_fen = case when p.tender is null then -p.paid_fen else 0 end
            and (p.tender is not null or ",
        now!("e", "resident"),
        " = p.payer))"
    ),
    check!(
        "a meal that the ledger has is an order's payment",
        "select e.entry as found from entry e where e.kind in ('meal', 'meal_back') and not exists (
            select 1 from payment p where p.community = e.community and p.payment = e.meal_order
            and (p.entry = e.entry or p.back = e.entry or e.reverses is not null
                or exists (select 1 from entry b where b.community = e.community and b.reverses = e.entry)))"
    ),
    check!(
        "what is given back is what was paid",
        "select p.payment as found from payment p where p.back is not null and not exists (
            select 1 from entry e join entry b on b.community = e.community and b.entry = p.back
            where e.community = p.community and e.entry = p.entry and b.kind = 'meal_back' and b.meal_order = p.payment
            and (p.tender is not null or ",
        now!("b", "resident"),
        " = p.payer) and b.till_fen = -e.till_fen and b.code_fen = -e.code_fen
            and b.balance_fen = -e.balance_fen and b.subsidy_fen = -e.subsidy_fen and b.meals_fen = -e.meals_fen)"
    ),
    check!(
        "what takes an entry back is its opposite, and is not taken back itself",
        "select b.entry as found from entry b
         left join entry e on e.community = b.community and e.entry = b.reverses
         where b.reverses is not null and (e.entry is null or e.reverses is not null
            or e.kind not in ('top_up', 'pay_back', 'meal') or coalesce(",
        now!("e", "resident"),
        ", e.entry) <> coalesce(",
        now!("b", "resident"),
        ", e.entry)
            or b.till_fen <> -e.till_fen or b.code_fen <> -e.code_fen or b.balance_fen <> -e.balance_fen
            or b.subsidy_fen <> -e.subsidy_fen or b.meals_fen <> -e.meals_fen)"
    ),
    check!(
        "an order was paid at its price",
        "select p.payment as found from payment p
         join meal_order m on m.community = p.community and m.meal_order = p.payment
         where p.back is null and (m.total_fen <> p.price_fen or m.subsidy_fen <> p.subsidy_fen)"
    ),
    check!(
        "an order that was given up has its money back, and no other",
        "select p.payment as found from payment p
         join meal_order m on m.community = p.community and m.meal_order = p.payment
         where (m.state = 'cancelled' and p.back is null) or (m.state <> 'cancelled' and p.back is not null and not exists (
            select 1 from entry e where e.community = p.community and e.entry = p.back and e.reverses = p.entry))"
    ),
    check!(
        "no meal is subsidised with more than it costs",
        "select meal_order as found from meal_order where subsidy_fen > total_fen"
    ),
    check!(
        "a day's till holds what the ledger says",
        "select t.till as found from till t where t.cash_fen <> (
            select coalesce(sum(e.till_fen), 0) from entry e
            where e.community = t.community and e.day = t.day and e.kind <> 'closing')
         or t.code_fen <> (
            select coalesce(sum(e.code_fen), 0) from entry e where e.community = t.community and e.day = t.day)"
    ),
    check!(
        "money is taken into a till",
        "select e.entry as found from entry e where (e.till_fen <> 0 or e.code_fen <> 0) and not exists (
            select 1 from till t where t.community = e.community and t.day = e.day)"
    ),
    check!(
        "what a count of a till did not find is in the ledger",
        "select t.till as found from till t where t.counted_fen - t.cash_fen + (
            select coalesce(sum(e.difference_fen), 0) from entry e
            where e.community = t.community and e.day = t.day and e.kind = 'closing') <> 0"
    ),
    // Servers side by side may differ by a moment.
    check!(
        "a till that is closed takes nothing more",
        "select e.entry as found from entry e join till t on t.community = e.community and t.day = e.day
         where (e.till_fen <> 0 or e.code_fen <> 0) and e.noted > t.closed + 60000"
    ),
];
