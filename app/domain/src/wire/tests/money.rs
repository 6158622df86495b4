//! How money is written.

use super::*;
use crate::closing::{Closed, Till};
use crate::id::{EntryId, TillId};
use crate::ledger::{Entry, EntryKind, Postings, Wallet};
use crate::payment::{Payment, Tender};
use crate::resident::Person;
use crate::row::Row;
use crate::subsidy::{Status, Subsidy};

#[test]
fn what_moves_money_is_written_so() {
    let (entry, order, resident) = (EntryId(id(1)), OrderId(id(2)), crate::id::ResidentId(id(3)));
    stands(
        &Command::TopUp { entry, resident, fen: 10_000, tender: Tender::Cash },
        r#"{"top_up":{"entry":"~01","resident":"~03","fen":10000,"tender":"cash"}}"#,
    );
    stands(
        &Command::PayBack { entry, resident, fen: 500 },
        r#"{"pay_back":{"entry":"~01","resident":"~03","fen":500}}"#,
    );
    stands(&Command::PayOrder { entry, order }, r#"{"pay_order":{"entry":"~01","order":"~02"}}"#);
    stands(
        &Command::TakePayment { entry, order, tender: Tender::Code },
        r#"{"take_payment":{"entry":"~01","order":"~02","tender":"code"}}"#,
    );
    let day = Day::of(2026, 11, 25).unwrap();
    stands(
        &Command::PlaceOrder {
            order,
            day,
            eater: resident,
            portions: Vec::new(),
            delivered: false,
            from_balance: true,
            note: String::new(),
        },
        concat!(
            r#"{"place_order":{"order":"~02","day":"2026-11-25","eater":"~03","portions":[],"#,
            r#""from_balance":true}}"#
        ),
    );
    let of = EntryId(id(4));
    stands(
        &Command::ReverseEntry { entry, of, reason: "记错".into() },
        r#"{"reverse_entry":{"entry":"~01","of":"~04","reason":"记错"}}"#,
    );
    stands(
        &Command::CloseTill { entry, day, counted_fen: 1, words: "少了".into() },
        r#"{"close_till":{"entry":"~01","day":"2026-11-25","counted_fen":1,"words":"少了"}}"#,
    );
}

#[test]
fn the_rows_of_money_are_written_so() {
    let person = || Person { id: crate::id::ResidentId(id(3)), name: "周桂珍".into() };
    let day = Day::of(2026, 11, 25).unwrap();
    let entry = Entry {
        id: EntryId(id(1)),
        kind: EntryKind::TopUp,
        day,
        resident: Some(person()),
        order: None,
        postings: Postings { till: 100, balance: 100, ..Postings::default() },
        by: person(),
        at: Moment(9),
        reverses: None,
        reason: String::new(),
        moved: false,
    };
    let moved = Entry { moved: true, ..entry.clone() };
    let text = serde_json::to_string(&Row::Entry(moved)).unwrap();
    assert!(text.ends_with(r#""at":9,"moved":true}}"#), "{text}");
    let back = Entry { reverses: Some(EntryId(id(8))), reason: "记错".into(), ..entry.clone() };
    let tail = r#""at":9,"reverses":"~08","reason":"记错"}}"#;
    assert!(serde_json::to_string(&Row::Entry(back)).unwrap().replace(ZEROS, "~").ends_with(tail));
    stands(
        &Row::Entry(entry),
        concat!(
            r#"{"entry":{"id":"~01","kind":"top_up","day":"2026-11-25","resident":{"id":"~03","name":"周桂珍"},"#,
            r#""postings":{"till":100,"code":0,"subsidy":0,"difference":0,"balance":100,"meals":0},"#,
            r#""by":{"id":"~03","name":"周桂珍"},"at":9}}"#
        ),
    );
    let wallet = Wallet { id: person().id, name: "周桂珍".into(), fen: 100, changed: Moment(9) };
    stands(&Row::Wallet(wallet), r#"{"wallet":{"id":"~03","name":"周桂珍","fen":100,"changed":9}}"#);
    let payment = Payment {
        id: OrderId(id(2)),
        price_fen: 3,
        subsidy_fen: 1,
        paid_fen: 2,
        payer: person(),
        entry: EntryId(id(1)),
        changed: Moment(9),
        ..Payment::default()
    };
    let others = Payment { told: vec![crate::id::ResidentId(id(5))], ..payment.clone() };
    let tail = r#""changed":9,"told":["~05"]}}"#;
    assert!(serde_json::to_string(&Row::Payment(others)).unwrap().replace(ZEROS, "~").ends_with(tail));
    stands(
        &Row::Payment(payment),
        concat!(
            r#"{"payment":{"id":"~02","price_fen":3,"subsidy_fen":1,"paid_fen":2,"#,
            r#""payer":{"id":"~03","name":"周桂珍"},"entry":"~01","changed":9}}"#
        ),
    );
    let till = Till { id: TillId(id(4)), day, cash_fen: 5, code_fen: 6, closed: None };
    stands(&Row::Till(till.clone()), r#"{"till":{"id":"~04","day":"2026-11-25","cash_fen":5,"code_fen":6}}"#);
    let closed = Closed { counted_fen: 5, words: String::new(), by: person(), at: Moment(9) };
    stands(
        &Till { closed: Some(closed), ..till },
        concat!(
            r#"{"id":"~04","day":"2026-11-25","cash_fen":5,"code_fen":6,"closed":{"counted_fen":5,"words":"","#,
            r#""by":{"id":"~03","name":"周桂珍"},"at":9}}"#
        ),
    );
    let rule = Subsidy { least_age: 60, status: Some(Status::GridWorker), off_fen: 200, from: day, until: day };
    stands(&rule, r#"{"least_age":60,"status":"grid_worker","off_fen":200,"from":"2026-11-25","until":"2026-11-25"}"#);
}
