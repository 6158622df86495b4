//! Words of the desk: the way between its pages, and who may come in. One file per page below.

use crate::look::Lang;
use crate::routes::DeskRoute;

pub mod closing;
pub mod correcting;
pub mod dates;
pub mod drafts;
pub mod intake;
pub mod kitchen;
pub mod leases;
pub mod leaving;
pub mod lock;
pub mod log;
pub mod members;
pub mod menu;
pub mod merging;
pub mod month;
pub mod own_password;
pub mod passkeys;
pub mod phones;
pub mod post;
pub mod reach;
pub mod reached;
pub mod reports;
pub mod residents;
pub mod scheduled;
pub mod series;
pub mod served;
pub mod shifts;
pub mod staying;
pub mod steps;
pub mod takeout;
pub mod tally;
pub mod thanks;
pub mod turnout;
pub mod visits;
pub mod waits;

sentences! {
    pages: "工作台各页", "Pages of the desk";
    brand: "西山 · 工作台", "Xishan · Desk";
    home: "工作台", "Desk";
    dates: "我的场次", "My dates";
    shifts: "班次", "Shifts";
    calls: "召集令", "Calls";
    reach: "要打电话", "To be called";
    one_shift: "一个班次", "One shift";
    kitchen: "今天的饭", "Meals";
    reports: "诉求", "Needs";
    one_report: "一件诉求", "One need";
    residents: "居民", "Residents";
    residents_long: "居民与居民卡", "Residents and cards";
    to_app: "回居民版", "Residents' pages";
    to_home: "回到工作台", "Back to the desk";
    what_i_do: "我能做的事", "What I can do";
    not_for_you: "这一页不归您用", "This page is not yours to use";
    whose_home: "工作台给组织负责人、食堂和社区工作人员用。如果您是其中一位，请到社区办公室登记。",
        "The desk is for leaders of teams, the canteen and the committee's staff. If you are one of them, please tell the office.";
    whose_dates: "这一页给组织负责人安排活动用。", "This page is for leaders of teams, who plan activities here.";
    whose_kitchen: "这一页给食堂发餐用。", "This page is for the canteen, which hands out meals here.";
    whose_staff: "这一页给社区工作人员用。如果您是，请先在工作台首页开锁。",
        "This page is for the committee's staff. If you are one of them, please unlock the desk on its first page.";
    signed_out: "还没有登录", "Not signed in";
    signed_out_text: "请先用居民卡登录，再来工作台。", "Please sign in with your resident card, then come back to the desk.";
    offline_stored: "现在没有网。已经记在这台机器里，有网就送出去，结果会写在这里。",
        "There is no network. It is saved on this device and will be sent when there is one; the result will be shown here.";
    send_again: "再送一次", "Send again";
    put_away: "知道了，收起", "Understood, put away";
    print: "打印", "Print";
    sheet: "下载表格（要有网）", "Spreadsheet (online only)";
    optional: "可不填", "optional";
    state: "状态", "State";
    action: "操作", "Actions";
    keep: "先不取消", "Keep it";
}

/// The name of a page of the desk, for the browser's tab.
pub fn page(lang: Lang, page: DeskRoute) -> &'static str {
    match page {
        DeskRoute::Home => home(lang),
        DeskRoute::Dates => dates(lang),
        DeskRoute::Date(_) => dates::names(lang),
        DeskRoute::Post(None) => post::post(lang),
        DeskRoute::Post(Some(_)) => post::like(lang),
        DeskRoute::Activity(_) => post::change(lang),
        DeskRoute::Poster(_) => post::poster(lang),
        DeskRoute::Month => month::title(lang),
        DeskRoute::Shifts => shifts(lang),
        DeskRoute::Shift(_) => one_shift(lang),
        DeskRoute::Members => members::title(lang),
        DeskRoute::Calls => calls(lang),
        DeskRoute::Reach => reach(lang),
        DeskRoute::Kitchen => kitchen(lang),
        DeskRoute::Menu => menu::menu(lang),
        DeskRoute::Sheets => menu::sheets(lang),
        DeskRoute::Visits => visits::title(lang),
        DeskRoute::Reports => reports(lang),
        DeskRoute::Report(_) => one_report(lang),
        DeskRoute::Residents => residents_long(lang),
    }
}

/// "还有 12 单没发" / "12 still to hand out".
pub fn meals(lang: Lang, count: usize) -> String {
    match count {
        0 => lang.pick("今天没有等着发的", "Nothing to hand out now").into(),
        _ => lang.pick(format!("还有 {count} 单没发"), format!("{count} still to hand out")),
    }
}

/// "7 件没办完" / "7 open".
pub fn open_reports(lang: Lang, count: usize) -> String {
    match count {
        0 => lang.pick("都办完了", "All dealt with").into(),
        _ => lang.pick(format!("{count} 件没办完"), format!("{count} open")),
    }
}

/// "3 人还没通知到" / "3 not reached".
pub fn not_reached(lang: Lang, count: usize) -> String {
    match count {
        0 => lang.pick("没有要打电话的人", "Nobody is to be called").into(),
        _ => lang.pick(format!("{count} 人还没通知到"), format!("{count} not reached")),
    }
}

/// A label for something that may be left out: "手机号（可不填）" / "Phone (optional)".
pub fn may_be_empty(lang: Lang, label: &str) -> String {
    lang.pick(format!("{label}（{}）", optional(lang)), format!("{label} ({})", optional(lang)))
}

/// "没办成：出餐：11月23日，周桂珍" / "Not done: Hand a meal out: 23 Nov, Zhou".
pub fn not_done(lang: Lang, what: &str) -> String {
    lang.pick(format!("没办成：{what}"), format!("Not done: {what}"))
}
