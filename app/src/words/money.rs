//! Words of the canteen's money: what is paid ahead, the statement, the till.

use crate::look::Lang;
use crate::words::canteen::price;
use domain::ledger::{Entry, EntryKind};
use domain::payment::Tender;

sentences! {
    title: "饭费", "Meal money";
    hint: "预存的饭费，用在哪里，都在这里", "What you have paid ahead, and where it went";
    visitor: "登录以后，就能看到自己的饭费。", "Sign in to see your meal money.";
    balance: "余额", "Balance";
    to_pay: "还没付的饭", "Meals to pay";
    pay: "用余额付", "Pay from the balance";
    pay_yes: "确定付", "Yes, pay";
    pay_no: "先不付", "Not now";
    short: "余额不够，到窗口付。", "The balance is too small: pay at the counter.";
    paying: "付款待确认", "Payment not confirmed yet";
    lines: "明细", "Statement";
    by_month: "每个月吃饭花了多少", "What meals cost each month";
    no_lines: "还没有进出", "Nothing yet";
    no_lines_text: "要预存饭费，请到社区服务台。", "To pay ahead, please come to the office's desk.";
    pay_at_desk: "充值、退钱，请到社区服务台。", "To pay ahead or to get money back, please come to the office's desk.";

    top_up: "饭费", "Meal money";
    amount: "多少元", "How many yuan";
    amount_hint: "比如 100，或者 12.50。", "For example 100, or 12.50.";
    amount_wrong: "请写一个多于 0 的钱数。", "Please give an amount above 0.";
    by_cash: "收了现金，存上", "Paid in cash";
    by_code: "扫了码，存上", "Paid by code";
    pay_back: "退现金给他", "Give back in cash";
    close_form: "先不办", "Not now";
    booked: "记上了，收据号在上面", "Noted; the receipt's number is above";

    took_cash: "收了现金，发餐", "Paid in cash: hand out";
    took_code: "扫了码，发餐", "Paid by code: hand out";

    till: "日结", "Close the till";
    till_hint: "数一数钱箱里的现金。和账上不一样，就写明原因。结了以后收的钱，记到下一天。",
        "Count the cash. If it is not what the ledger says, write why. Money taken after that counts for the next day.";
    expected: "账上现金", "Cash expected";
    by_code_sum: "扫码收的", "Paid by code";
    counted: "实数现金（元）", "Cash counted (yuan)";
    why: "不一样的原因", "Why it differs";
    why_hint: "一样就空着。", "Leave it empty if it does not.";
    why_missing: "和账上不一样，请写明原因。", "It is not what the ledger says: please write why.";
    close: "结这一天", "Close this day";
    closed: "这一天结好了", "The day is closed";

    wrong: "记错了？退回一笔", "Noted wrongly? Take it back";
    by_receipt: "按收据号找", "Find by the receipt's number";
    take_back: "记错了，退回", "Noted wrongly: take it back";
    take_back_sure: "退回这一笔？账上会多一笔相反的。", "Take it back? The ledger gets another entry that does the opposite.";
    take_back_yes: "确定退回", "Yes, take it back";
    take_back_no: "不退", "Leave it";
    reason: "为什么", "Why";
    reason_hint: "当天、没日结的可以不写。", "May stay empty on the same day, before the till is closed.";
    was_taken_back: "已退回", "Taken back";
    takes_back: "记错退回", "Takes one back";
    taken_back: "退回了", "Taken back";
    moved: "合并成一个人时转的，不是收退的钱，不能退回。",
        "Moved when two records became one: no money changed hands, so it is not taken back.";
}

/// "用余额付 8 元？" / "Pay ¥8 from the balance?"
pub fn pay_sure(lang: Lang, fen: i64) -> String {
    let price = price(lang, fen);
    lang.pick(format!("用余额付 {price}？"), format!("Pay {price} from the balance?"))
}

/// What an entry was. Where two records of one person became one, nobody paid or was paid: the balance went along.
pub fn what(lang: Lang, entry: &Entry) -> &'static str {
    match entry.moved {
        true if entry.postings.balance < 0 => lang.pick("并户转走", "Moved to the joined record"),
        true => lang.pick("并户转来", "Moved from the joined record"),
        false => kind(lang, entry.kind),
    }
}

/// What such an entry was.
fn kind(lang: Lang, kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::TopUp => lang.pick("充值", "Paid ahead"),
        EntryKind::PayBack => lang.pick("退现金", "Given back in cash"),
        EntryKind::Meal => lang.pick("吃饭", "Meal"),
        EntryKind::MealBack => lang.pick("退餐", "Meal given up"),
        EntryKind::Closing => lang.pick("日结", "Closing"),
    }
}

/// How an order was paid: none for from a balance.
pub fn paid(lang: Lang, tender: Option<Tender>) -> &'static str {
    match tender {
        None => lang.pick("余额付了", "Paid from the balance"),
        Some(Tender::Cash) => lang.pick("现金付了", "Paid in cash"),
        Some(Tender::Code) => lang.pick("扫码付了", "Paid by code"),
    }
}

/// A change of a balance: "+100 元", "−8 元".
pub fn change(lang: Lang, fen: i64) -> String {
    let sign = if fen < 0 { "−" } else { "+" };
    format!("{sign}{}", price(lang, fen.saturating_abs()))
}

/// "补贴 2 元" / "Subsidy ¥2".
pub fn subsidy(lang: Lang, fen: i64) -> String {
    lang.pick(format!("补贴 {}", price(lang, fen)), format!("Subsidy {}", price(lang, fen)))
}

/// "周桂珍的饭费" / "Meal money of Zhou Guizhen".
pub fn of(lang: Lang, name: &str) -> String {
    lang.pick(format!("{name}的饭费"), format!("Meal money of {name}"))
}

/// "余额 92 元" / "Balance ¥92".
pub fn has(lang: Lang, fen: i64) -> String {
    lang.pick(format!("余额 {}", price(lang, fen)), format!("Balance {}", price(lang, fen)))
}

/// "收据号 1A2B3C4D" / "Receipt 1A2B3C4D".
pub fn receipt(lang: Lang, number: &str) -> String {
    lang.pick(format!("收据号 {number}"), format!("Receipt {number}"))
}

/// When, by whom, and the receipt: "12:03 · 朱师傅 · 收据号 1A2B3C4D".
pub fn noted(lang: Lang, at: &str, by: &str, number: &str) -> String {
    format!("{at} · {by} · {}", receipt(lang, number))
}

/// How a till was closed: "吴婷数了 120 元，账上 118 元：多收了 2 元".
pub fn closed_by(lang: Lang, name: &str, counted: i64, expected: i64, words: &str) -> String {
    let (counted, expected) = (price(lang, counted), price(lang, expected));
    let said = lang.pick(
        format!("{name}数了 {counted}，账上 {expected}"),
        format!("{name} counted {counted}, the ledger says {expected}"),
    );
    if words.is_empty() { said } else { lang.pick(format!("{said}：{words}"), format!("{said}: {words}")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ledger::Postings;

    #[test]
    fn a_balance_that_was_joined_to_another_is_no_payment() {
        let entry = |kind, balance, moved| Entry {
            kind,
            moved,
            postings: Postings { balance, ..Postings::default() },
            ..Entry::default()
        };
        assert_eq!(what(Lang::Zh, &entry(EntryKind::TopUp, 500, true)), "并户转来");
        assert_eq!(what(Lang::Zh, &entry(EntryKind::PayBack, -500, true)), "并户转走");
        assert_eq!(what(Lang::Zh, &entry(EntryKind::TopUp, 500, false)), "充值");
        assert_eq!(what(Lang::Zh, &entry(EntryKind::PayBack, -500, false)), "退现金");
    }

    #[test]
    fn a_change_has_its_sign() {
        assert_eq!([change(Lang::Zh, 10_000), change(Lang::Zh, -800)], ["+100 元", "−8 元"]);
        assert_eq!(change(Lang::En, -50), "−¥0.50");
    }

    #[test]
    fn a_difference_is_said_with_its_reason() {
        assert_eq!(closed_by(Lang::Zh, "吴婷", 12_000, 11_800, "多收了"), "吴婷数了 120 元，账上 118 元：多收了");
        assert_eq!(closed_by(Lang::Zh, "吴婷", 100, 100, ""), "吴婷数了 1 元，账上 1 元");
    }
}
