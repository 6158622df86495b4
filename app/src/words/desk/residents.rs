//! Words of the desk's residents and their cards.

use crate::look::Lang;

sentences! {
    find: "找居民", "Find residents";
    rare: "登记帮手、名册导入导出、操作记录", "Helpers, lists in and out, the log";
    search: "姓名、称呼或住址", "Name or address";
    search_button: "查找", "Search";
    searching: "正在找…", "Searching…";
    search_hint: "输入一部分就行：“周”“zgz”“隆兴嘉苑 3幢 二单元”，或电话后四位。查找要有网。",
        "A part is enough: a family name, pinyin, a building or a stairwell, or the last four figures of a telephone. Searching needs a network.";
    nobody: "没有找到这位居民", "No such resident found";
    nobody_text: "换个字试试；真的没有，就在下面登记。", "Try another part; if they are really not there, register them below.";
    found: "找到的居民", "Residents found";
    name: "姓名", "Name";
    address: "住址", "Address";
    phones: "已登录手机", "Phones signed in";
    choose: "选", "Choose";
    choose_all: "全选", "Choose all";
    choose_each: "每户选一位", "One of each household";
    make: "印居民卡", "Print cards";
    none_chosen: "请先在前面打勾选居民。", "Please tick the residents first.";
    card: "居民卡", "Resident card";
    cards: "印好的样子", "The cards";
    cards_once: "码只在这里出现一次，离开这一页就看不到了，请现在打印。以前没用过的旧卡从现在起作废。",
        "The codes are shown here only once and are gone when you leave this page: please print them now. Earlier unused cards are void from now on.";
    card_hint: "扫一扫，或者在“西山”的登录页输入这个码。请自己保管，别给别人看。",
        "Scan it, or type this code on the sign-in page. Keep it to yourself.";
    print: "打印这些卡", "Print these cards";
    offline: "现在没有网。查找居民和印卡都要有网；您填的还在，有网了再按一次。",
        "There is no network. Searching and cards need one; what you typed is still here, press again when there is a network.";
    locked: "工作台已经上锁。请回工作台首页开锁，再来查找和印卡。",
        "The desk is locked. Please unlock it on its first page, then search and print again.";
    failed: "社区的机器没有答复。您填的还在，请过一会儿再按一次。",
        "The community's server did not answer. What you typed is still here; please press again in a while.";
    register: "登记新居民", "Register a resident";
    register_text: "登记以后就能印居民卡，凭卡登录。", "After that a card can be printed, which signs them in.";
    full_name: "姓名", "Name";
    called: "邻居怎么称呼", "What neighbours call them";
    called_hint: "比如“周阿姨”。手机首页会这样问好。", "For example “Aunt Zhou”. The app greets them by it.";
    building: "小区和楼幢", "Compound and building";
    pick_building: "请选楼幢", "Please choose a building";
    building_missing: "请选一幢楼。", "Please choose a building.";
    stairwell: "单元", "Stairwell";
    stairwell_hint: "比如“一单元”。", "For example “一单元”.";
    room: "室", "Room";
    room_hint: "比如“301”。", "For example “301”.";
    missing: "这里还没填。", "This is missing.";
    born: "出生年月", "Month of birth";
    born_hint: "比如 1948-05。", "For example 1948-05.";
    phone: "手机或座机", "Telephone";
    register_now: "登记", "Register";
    registered: "登记好了", "Registered";
    lost: "手机丢了", "Lost phone";
    lost_yes: "全部退出", "Sign out everywhere";
    lost_no: "不退出", "Leave it";
}

/// "印居民卡（3 张）".
pub fn make_count(lang: Lang, count: usize) -> String {
    match count {
        0 => make(lang).into(),
        1 => lang.pick("印居民卡（1 张）", "Print 1 card").into(),
        _ => lang.pick(format!("印居民卡（{count} 张）"), format!("Print {count} cards")),
    }
}

/// "给周桂珍印居民卡".
pub fn make_for(lang: Lang, name: &str) -> String {
    lang.pick(format!("给{name}印居民卡"), format!("Print a card for {name}"))
}

/// "2 台" / "2".
pub fn phones_count(lang: Lang, count: u32) -> String {
    match count {
        0 => lang.pick("没有", "None").into(),
        _ => lang.pick(format!("{count} 台"), count.to_string()),
    }
}

/// "让周桂珍在 2 台手机上都退出？…".
pub fn lost_sure(lang: Lang, name: &str, count: u32) -> String {
    match lang {
        Lang::Zh => {
            format!("让{name}在 {count} 台手机上都退出？手机里存的会清掉，没送出去的等本人登录后再定。")
        }
        Lang::En => {
            format!("Sign {name} out of every phone ({count})? What they keep is wiped; what waits stays theirs.")
        }
    }
}

/// "周桂珍在 2 台手机上退出了…".
pub fn signed_out(lang: Lang, name: &str, count: u32) -> String {
    match lang {
        Lang::Zh => format!("{name}在 {count} 台手机上退出了。要再登录，请印一张新卡。"),
        Lang::En => format!("{name} is signed out of every phone ({count}). Signing in again takes a new card."),
    }
}

/// What the QR code of a card is, for those who do not see it.
pub fn qr_says(lang: Lang, name: &str) -> String {
    lang.pick(format!("{name}的居民卡二维码"), format!("QR code of the card of {name}"))
}
