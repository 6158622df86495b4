//! Words of an organizer's dates.

use crate::look::Lang;
use crate::words::counted;
use domain::occurrence::Occurrence;

sentences! {
    team: "组织", "Team";
    every_team: "全部组织", "All teams";
    activity: "活动", "Activity";
    pick_activity: "请选一个活动", "Please choose an activity";
    time: "时间", "Time";
    place: "地点", "Where";
    taken: "已报", "Signed up";
    waiting: "候补", "Waiting";
    open_date: "名单与改动", "Names and changes";
    none: "这两个星期没有场次", "No dates in these two weeks";
    none_text: "按“加一场”排一场，居民马上就能报名。", "Add a date, and residents can sign up at once.";
    later: "再看后面两周", "Two more weeks";
    sheet: "下载场次表（要有网）", "Dates as a file (online only)";
    past_weeks: "最近八个星期", "The last eight weeks";
    open_past: "名单与结算", "Names and attendance";
    add: "加一场", "Add a date";
    add_now: "加上这一场", "Add this date";
    not_now: "先不加", "Not now";
    added: "加上了，居民能看到了", "Added: residents can see it";
    day: "哪一天", "Day";
    day_missing: "请选哪一天。", "Please choose a day.";
    from: "几点开始", "From";
    until: "几点结束", "Until";
    clock_missing: "请填几点，比如 14:30。", "Please give a time, for example 14:30.";
    venue: "场地", "Venue";
    pick_venue: "请选场地", "Please choose a venue";
    venue_missing: "请选一个场地。", "Please choose a venue.";
    elsewhere: "别的地方（自己写）", "Somewhere else (write it)";
    written: "在哪里", "Where it is";
    written_hint: "比如“3 幢楼下的空地”，下次也能直接选。大家都看得到，别写住户的门牌。",
        "For example “the yard below building 3”. Next time you can choose it. Everybody can read it: no private addresses, please.";
    written_missing: "请写在哪里，最多 40 个字。", "Please write where, 40 characters at most.";
    activity_missing: "请选一个活动。", "Please choose an activity.";
    places: "名额（人）", "Places (people)";
    how_given: "名额怎么给", "How places are given";
    first_come: "先到先得", "First come, first served";
    kept: "留给打电话和当面报名的", "Kept for people who call or come";
    kept_hint: "这几个名额不在手机上给，由您替他们报名。用不完，改少了就放给大家。",
        "The app does not give these; you sign those people up. If some are left over, make it fewer and the app gives them.";
    approval: "要不要您同意", "Do you approve each sign-up?";
    no_approval: "不用，报上就算", "No, signing up is enough";
    approval_wanted: "要，一份一份同意", "Yes, one by one";
    asking: "待同意", "Waiting for your yes";
    asking_text: "同意以前不占位子。同意了，有位子就报上，没有就排候补。",
        "Until you agree they have no place. With your yes they get places if there are any, otherwise they wait in line.";
    agree: "同意", "Agree";
    decline: "不同意", "Do not agree";
    decline_why: "不同意的原因（他们会看到）", "Why not (they will read it)";
    decline_why_missing: "请写一句为什么，他们会看到。", "Please say why; they will read it.";
    answered: "答复了，他们能看到", "Answered: they can see it";
    places_missing: "请填名额，写一个数字。", "Please give the number of places.";
    times: "报名、取消的时间", "When to sign up and cancel";
    times_hint: "都按开始前几小时写，比如 24。空着，就是一发布就能报名，开始前都能报名、取消。截止以后您照样能替人报名、取消。",
        "In hours before it begins, for example 24. Left empty, people can sign up at once, and both until it begins. You can always do it for them.";
    opens: "报名开始：几小时前", "Opens, hours before";
    closes: "报名截止：几小时前", "Closes, hours before";
    cancel: "取消截止：几小时前", "Cancel until, hours before";
    hours_wrong: "请写小时数，一个数字，或者空着。", "Please give a number of hours, or leave it empty.";
    note: "这一次的说明", "Note for this date";
    note_hint: "比如“带剪刀”“讲隶书”。居民报名前会看到。", "For example “bring scissors”. Residents see it before they sign up.";
    gone: "没有这一场", "There is no such date";
    gone_text: "可能已经过去很久，或者撤下了。", "It may be long over, or was taken down.";
    not_yours: "这一场由别的组织安排", "Another team runs this date";
    not_yours_text: "只有这个组织的负责人和打开了工作台的社工能看名单、能改。",
        "Only that team's leaders, and staff with the desk unlocked, see the names and can change it.";
    names: "报名名单", "Who signed up";
    nobody: "还没有人报名", "Nobody has signed up yet";
    who: "谁来", "Who comes";
    people: "人数", "People";
    give: "给他/她", "Give them the place";
    phoned: "电话里答应了", "Said yes on the telephone";
    given: "办好了，他们能看到", "Done: they can see it";
    out_of_order: "没按次序，由负责人给的", "given out of order by an organizer";
    sign_for: "替打电话、当面来的人报名", "Sign up people who called or came";
    sign_for_text: "先用留着的名额，不够再用空着的。他们在手机上会看到是您代办的。",
        "What is kept goes first, then what is free. They see on their phones that you arranged it.";
    caller: "谁来", "Who comes";
    caller_hint: "写名字里的字，本组织的成员和上过名单的人马上出来。社区工作人员可以查找全体居民（要有网）。",
        "A part of the name finds members and whoever was on one of the team's lists. Staff can search all residents, which needs a network.";
    callers: "一起报名的人", "Signed up together";
    caller_first: "先写名字，再打勾。", "Write a name first, then tick it.";
    caller_none: "成员里和名单上都没有叫这个名字的人。", "No member and nobody on the lists is called so.";
    signed_for: "报上了，他们能看到", "Signed up: they can see it";
    leave: "取消报名", "Cancel";
    leave_yes: "确定取消", "Yes, cancel it";
    left: "已取消，名额让给后面的人", "Cancelled; the place goes to the next in line";
    clash_waiting: "轮到时，那个时间另有安排", "had something else then when it was their turn";
    clash_seated: "改时间时，那个时间另有安排", "had something else then when the date was moved";
    change: "改这一场", "Change this date";
    change_now: "保存改动", "Save the changes";
    changed: "改好了，报名的人都能看到", "Saved: everyone who signed up can see it";
    begun: "这一场已经开始，不能再改。", "It has begun and can no longer be changed.";
    call_off: "取消这一场", "Call this date off";
    call_off_text: "取消以后不能恢复。这一场的班次一起取消。报名的、值班的都会在手机上看到原因。",
        "This cannot be undone, and its shifts go with it. Everyone who signed up or took a shift will read the reason.";
    reason: "为什么取消", "Why";
    reason_hint: "一句话就行，比如“老师病了，下周二补上”。", "One sentence, for example “the teacher is ill, next Tuesday instead”.";
    called_off: "这一场取消了", "This date is called off";
    call_off_done: "取消了，报名的人都会看到", "Called off: everyone who signed up will see it";
}

/// People with a place, of how many: "24/30". Before a draw, people who have entered.
pub fn taken_of(occurrence: &Occurrence) -> String {
    let [taken, places] = places_taken(occurrence);
    format!("{taken}/{places}")
}

/// How many have signed up, and for how many places.
pub fn places_taken(occurrence: &Occurrence) -> [u32; 2] {
    let taken = occurrence.undrawn().map_or(occurrence.confirmed, |lottery| lottery.entered);
    [taken, occurrence.capacity]
}

/// What the dates that are over are folded under: "办过的 · 1 场还没结算" / "Past · 1 not settled".
pub fn past_of(lang: Lang, open: usize) -> String {
    match open {
        0 => lang.pick("办过的", "Past").into(),
        _ => lang.pick(format!("办过的 · {open} 场还没结算"), format!("Past · {open} not settled")),
    }
}

/// "抽签，开始前 2 天截止报名" / "By lottery, entries until 2 days before".
pub fn by_lottery(lang: Lang, hours: u32) -> String {
    let (count, day) = if hours.is_multiple_of(24) { (hours / 24, true) } else { (hours, false) };
    let s = if count == 1 { "" } else { "s" };
    let (zh, en) = if day { ("天", "day") } else { ("小时", "hour") };
    lang.pick(format!("抽签，开始前 {count} {zh}截止报名"), format!("By lottery, entries until {count} {en}{s} before"))
}

/// "3 人待同意" / "3 waiting for your yes".
pub fn people_asking(lang: Lang, people: u32) -> String {
    lang.pick(format!("{people} 人待同意"), format!("{people} waiting for your yes"))
}

/// "还留着 6 个，空着 3 个。"
pub fn kept_and_free(lang: Lang, kept: u32, free: u32) -> String {
    lang.pick(format!("还留着 {kept} 个，空着 {free} 个。"), format!("{kept} kept, {free} free."))
}

/// The button that signs people up: "报名（2 人）" / "Sign up 2 people".
pub fn sign_for_now(lang: Lang, people: usize) -> String {
    match people {
        0 | 1 => lang.pick("替他/她报名", "Sign them up").into(),
        _ => lang.pick(format!("替他们报名（{people} 人）"), format!("Sign up {people} people")),
    }
}

/// "11月20日 18:00 抽的。" / "Drawn 20 Nov 18:00."
pub fn drawn_at(lang: Lang, at: &str) -> String {
    lang.pick(format!("{at} 抽的。"), format!("Drawn {at}."))
}

/// "书画室坐得下 30 人。"
pub fn seats(lang: Lang, venue: &str, seats: u32) -> String {
    lang.pick(format!("{venue}坐得下 {seats} 人。"), format!("{venue} seats {seats} people."))
}

/// "已有 24 人报名，改了时间、地点，他们会在手机上看到。"
pub fn people_will_see(lang: Lang, people: u32) -> String {
    lang.pick(
        format!("已有 {people} 人报名，改了时间、地点，他们会在手机上看到。"),
        format!(
            "Signed up: {}. They will see a new time or place on their phones.",
            counted(people, "person", "people")
        ),
    )
}

/// "3 个班次一起改，值班的 5 人会看到。"
pub fn shifts_along(lang: Lang, shifts: usize, people: u32) -> String {
    let on = counted(people, "person", "people");
    let (zh, en) = match people {
        0 => (String::new(), String::new()),
        _ => (format!("，值班的 {people} 人会看到"), format!(" {on} on them will see it.")),
    };
    let which = if shifts == 1 { String::from("Its shift moves") } else { format!("{shifts} shifts move") };
    lang.pick(format!("改了时间、地点，{shifts} 个班次一起改{zh}。"), format!("{which} with a new time or place.{en}"))
}

/// After a date was moved with its shifts: "改时间后，有 2 位值班的人时间撞上了…".
pub fn double_booked(lang: Lang, people: usize) -> String {
    let on = counted(people, "volunteer", "volunteers");
    lang.pick(
        format!("改时间后，有 {people} 位值班的人那时另有安排。班次还在他们名下，请问一问还来不来。"),
        format!("Moved: {on} on shifts had something else then. They keep the shift; please ask whether they come."),
    )
}

/// The button that calls a date off, with how many people it concerns.
pub fn call_off_now(lang: Lang, people: u32) -> String {
    match people {
        0 => lang.pick("确定取消", "Yes, call it off").into(),
        _ => lang.pick(
            format!("确定取消，{people} 人会看到"),
            format!("Yes, call it off; {} will see", counted(people, "person", "people")),
        ),
    }
}

/// The names with how many sign-ups there are: "报名名单 · 12 份".
pub fn names_of(lang: Lang, count: usize) -> String {
    let names = names(lang);
    lang.pick(format!("{names} · {count} 份"), format!("{names} · {count}"))
}

/// "另有 2 份报名已经退了。"
pub fn given_back(lang: Lang, count: usize) -> String {
    lang.pick(format!("另有 {count} 份报名已经退了。"), format!("Sign-ups given back: {count}."))
}

/// After a date was moved: "改时间的时候，有 2 人和别的活动撞上了…".
pub fn clashing(lang: Lang, people: u32) -> String {
    lang.pick(
        format!("改时间的时候，有 {people} 人所在的报名和别的活动撞上了。位子还留着，请问一问他们还来不来。"),
        format!(
            "When the date was moved, sign-ups with {} clashed with something else. They keep their places; please ask them.",
            counted(people, "person", "people")
        ),
    )
}

/// Before cancelling somebody else's sign-up: "替周桂珍取消报名？"
pub fn leave_sure(lang: Lang, name: &str) -> String {
    lang.pick(format!("替{name}取消报名？"), format!("Cancel the sign-up of {name}?"))
}

/// Who signed somebody else up: "周桂珍代办" / "arranged by Zhou".
pub fn arranged_by(lang: Lang, booker: &str) -> String {
    lang.pick(format!("{booker}代办"), format!("arranged by {booker}"))
}
