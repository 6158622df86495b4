//! Former records of somebody: nothing that lives names one, and each says who it is now.

use super::{Check, Finding, Weight, check};
use crate::db::Tx;
use crate::fetch_all;
use crate::store::ledger::moved_by_merging;
use crate::store::merging;
use sqlx::AssertSqlSafe;

/// Of every column that was given on as a whole, whether it still names a former record.
pub(super) async fn ask(tx: &mut Tx) -> sqlx::Result<Finding> {
    let mut found = Vec::new();
    for column in merging::COLUMNS.iter().filter(|column| column.is_left_empty()) {
        let (table, name) = (column.table, column.name);
        let sql = format!(
            "select count(*) from {table} x join departure d
             on d.community = x.community and d.resident = x.{name} and d.how = 'merged'"
        );
        let lines = fetch_all!(tx, (i64,), AssertSqlSafe(sql))?;
        found.extend(lines.into_iter().filter(|(n,)| *n > 0).map(|(n,)| format!("{n} of {table}.{name}")));
    }
    let count = i64::try_from(found.len()).unwrap_or(i64::MAX);
    let first = found.into_iter().take(5).collect();
    Ok(Finding { what: "what is somebody's names none of their former records", weight: Weight::Wrong, count, first })
}

pub(super) const CHECKS: &[Check] = &[
    check!(
        "a former record says who it is now, and not another former one",
        "select d.resident as found from departure d
         join departure i on i.community = d.community and i.resident = d.merged_into and i.how = 'merged'
         where d.how = 'merged'"
    ),
    check!(
        "nobody is signed in, has a card that is good, or is in a team as a former record",
        "select d.resident as found from departure d where d.how = 'merged' and (
            exists (select 1 from device_resident v where v.community = d.community and v.resident = d.resident
                and v.revoked is null)
            or exists (select 1 from card c where c.community = d.community and c.resident = d.resident
                and c.used is null and c.until > (select now from clock))
            or exists (select 1 from calendar_address a where a.community = d.community and a.resident = d.resident)
            or exists (select 1 from member m where m.community = d.community and m.resident = d.resident)
            or exists (select 1 from endorsement e where e.community = d.community and e.resident = d.resident))"
    ),
    check!(
        "nobody works for the committee as a former record",
        "select d.resident as found from departure d where d.how = 'merged' and (
            exists (select 1 from credential c where c.community = d.community and c.resident = d.resident)
            or exists (select 1 from passkey p where p.community = d.community and p.resident = d.resident))"
    ),
    check!(
        "no former record has a balance",
        "select d.resident as found from departure d
         join wallet w on w.community = d.community and w.wallet = d.resident
         where d.how = 'merged' and w.fen <> 0"
    ),
    check!(
        "a balance that moved when two records became one was not taken back",
        moved_by_merging!(
            "select e.entry as found from entry e
             join entry r on r.community = e.community and r.reverses = e.entry where",
            ""
        )
    ),
    check!(
        "no former record is on a date or a shift that is not over",
        "select d.resident as found from departure d where d.how = 'merged' and (
            exists (select 1 from signup_member m
                join signup s on s.community = m.community and s.signup = m.signup
                join occurrence o on o.community = s.community and o.occurrence = s.occurrence
                where m.community = d.community and m.resident = d.resident and o.ends > (select now from clock)
                and s.state in ('confirmed', 'waiting', 'offered', 'entered', 'asked'))
            or exists (select 1 from duty y
                join shift t on t.community = y.community and t.shift = y.shift
                where y.community = d.community and y.resident = d.resident and t.ends > (select now from clock)
                and y.state in ('taken', 'seeking')))"
    ),
];
