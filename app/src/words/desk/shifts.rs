//! Words of a leader's shifts: who comes, who came, hours.

use crate::look::Lang;
use crate::words::counted;
use domain::shift::Shift;

sentences! {
    role: "岗位", "Role";
    role_hint: "比如“送餐”“门口引导”。", "For example “bring meals” or “at the door”.";
    time: "时间", "Time";
    place: "地点", "Where";
    manned: "人手", "People";
    open_shift: "名单与签到", "Names and attendance";
    none: "这两个星期没有班次", "No shifts in these two weeks";
    none_text: "按“加一个班次”排一班，邻居马上就能来报。", "Add a shift, and neighbours can take it at once.";
    add: "加一个班次", "Add a shift";
    add_now: "加上这一班", "Add this shift";
    not_now: "先不加", "Not now";
    added: "加上了，居民能看到了", "Added: residents can see it";
    pick_team: "请选一个组织", "Please choose a team";
    team_missing: "请选一个组织。", "Please choose a team.";
    least: "至少几个人", "People needed, at least";
    least_missing: "请填至少要几个人，写一个数字。", "Please give the number of people it needs at least.";
    most: "最多几个人", "People, at most";
    most_missing: "请写一个数字，或者空着：和“至少”一样。", "Please give a number, or leave it empty: the same as at least.";
    needs: "来的人要有", "Whoever comes must hold";
    delivers: "送这段时间的饭：接班的人看得到送到哪家", "It brings the meals of these hours: whoever takes it sees to which doors";
    with_children: "有孩子：未成年人不单独值班", "Children are present: nobody under age works alone";
    about: "做什么", "What to do";
    about_hint: "比如“十点到食堂领饭，送到三号楼”。", "For example “fetch the meals at ten, bring them to building 3”.";
    weeks: "每周重复几次", "Repeat weekly, so many times";
    weeks_hint: "1 到 8 次；不填就只有这一次。", "From 1 to 8; left empty, only once.";
    weeks_missing: "请写 1 到 8 的一个数字。", "Please give a number from 1 to 8.";
    date: "属于哪一场活动", "Which date it belongs to";
    no_date: "不属于哪一场", "None of them";
    date_once: "属于一场活动的班次不能每周重复，请空着。", "A shift of one date cannot repeat: please leave this empty.";
    change: "改这一班", "Change this shift";
    change_now: "保存改动", "Save the changes";
    changed: "改好了，居民能看到了", "Saved: residents can see it";
    promised: "已经有人报了：时间和要有的证不能再改。要换时间，请取消这一班再加一班。",
        "Somebody has taken it: its time and what one must hold stay. For another time, call it off and add a new one.";
    gone: "没有这个班次", "There is no such shift";
    gone_text: "可能已经过去很久，或者撤下了。", "It may be long over, or was taken down.";
    not_yours: "这一班由别的组织安排", "Another team runs this shift";
    not_yours_text: "只有这个组织的负责人和打开了工作台的社工能看名单、能改。",
        "Only that team's leaders, and staff with the desk unlocked, see the names and can change it.";
    names: "谁来", "Who comes";
    who: "姓名", "Name";
    nobody: "还没有人来报", "Nobody has taken it yet";
    minor: "未成年", "under age";
    clash: "改时间时，那个时间另有安排", "had something else then when it was moved";
    left_it: "退了", "Gave it back";
    replaced: "有人接了", "Somebody took over";
    take_off: "请他不用来", "Take off the shift";
    take_off_yes: "确定，不用来了", "Yes, take them off";
    taken_off: "改好了，名额又空出来了", "Done; the place is open again";
    attendance: "签到", "Attendance";
    attendance_text: "来了、走了都记一下；没有网也能记。", "Note who comes and goes; it works without a network, too.";
    nobody_expected: "还没有人报，也没有人来。", "Nobody was expected, and nobody came.";
    times: "来去", "Times";
    came: "来了", "Came";
    went: "走了", "Went";
    odd: "时间不对劲，请核对", "An odd time, please check";
    walked_in: "没报，自己来的", "walked in";
    expected: "应到", "Expected";
    arrived: "已到", "Came";
    not_arrived: "未到", "Not here";
    gone_home: "已走", "Gone";
    late: "晚到", "Late";
    own_word: "自己签的", "own word";
    gave_back: "请假：最后一天退的", "excused: gave the place back in the last day";
    excuse: "请假", "Excuse";
    excuse_why: "为什么来不了", "Why they could not come";
    excuse_hint: "比如“家里有事”。不要写病情；本人和负责人看得到。",
        "For example “something at home”. No illnesses, please; they and the leaders can read it.";
    excuse_now: "记作请假", "Excuse them";
    excuse_not: "先不记", "Not now";
    find: "姓名或签到码", "Name or code";
    scan: "扫码", "Scan a code";
    scan_stop: "关掉相机", "Camera off";
    scan_failed: "相机打不开。请按姓名找，或者照着码打字。", "The camera cannot be used. Search by name, or type the code.";
    scan_refused:
        "没有允许用相机。可以在浏览器的设置里允许，再扫一次；也可以按姓名找，或者照着码打字。",
        "The camera was not allowed. Allow it in the browser's settings, or search by name, or type the code.";
    nobody_found: "名单上没有。可以在下面写姓名记上。", "Not on the list. Write the name down below.";
    back_again: "又来了", "Back again";
    brings: "谁送来的", "Who brings the child";
    brings_hint: "走的时候由同一个人来接。", "The same person collects it.";
    collects: "谁来接", "Who collects";
    pick_collector: "请选是谁来接", "Please choose who collects";
    someone_else: "别的人", "Somebody else";
    collect_now: "接走了", "Collected";
    not_yet: "先不走", "Not yet";
    walk_in: "没报名、直接来的人", "Somebody who just came";
    walk_in_hint: "写下姓名，记作“来了”。", "Write the name down; it is noted that they came.";
    walk_in_now: "记上", "Note them";
    noted: "记下了", "Noted";
    hours: "签时长", "Sign hours";
    hours_text: "谁来了，就给谁签。签错了可以撤回，原因会留下。",
        "Sign for those who came. A mistake can be taken back; the reason is kept.";
    signed: "已签", "Signed";
    not_signed: "还没签", "Not signed";
    unsigned_text: "来了的人都签好，这一班就不再列出来。没来的，可以记请假。",
        "A shift leaves this list once all who came are signed for. Whoever did not come can be excused.";
    latest: "最近的", "The latest";
    earlier: "更早的", "Earlier ones";
    sign: "签时长", "Sign hours";
    sign_now: "签上", "Sign";
    hours_done: "签好了，他们在“我的服务”里能看到", "Signed: they see it under “My service”";
    take_back: "撤回", "Take back";
    take_back_why: "为什么撤回", "Why take it back";
    take_back_now: "确定撤回", "Yes, take it back";
    taken_back: "撤回了", "Taken back";
    keep: "先不撤", "Keep it";
    call_off: "取消这一班", "Call this shift off";
    call_off_text: "取消以后不能恢复。报了的人会在手机上看到原因。",
        "This cannot be undone. Everyone on it will read the reason on their phone.";
    reason_hint: "一句话就行，比如“下大雨，改天再搬”。", "One sentence, for example “heavy rain, another day”.";
    call_off_done: "取消了，报了的人都会看到", "Called off: everyone on it will see it";
    qualification: "登记证件", "Record a certificate";
    qualification_text: "看过原件再登记，原件还给本人。", "Record it when you have seen the paper; the paper goes back to them.";
    skill: "哪一种证", "Which certificate";
    pick_skill: "请选一种证", "Please choose one";
    skill_missing: "请选一种证。", "Please choose a certificate.";
    good_until: "有效到哪一天", "Good until";
    day_missing: "请选哪一天。", "Please choose a day.";
    record_now: "登记", "Record";
    recorded: "登记好了", "Recorded";
    attendance_sheet: "下载签到表（要有网）", "Attendance as a file (online only)";
    sheet: "下载班次表（要有网）", "Shifts as a file (online only)";
    certificates: "下载证明表（要有网）", "Certificates as a file (online only)";
    ledger: "下载服务时长表（要有网）", "Hours as a file (online only)";
}

/// People on it, and how many it needs: "2/3–5", "2/3".
pub fn taken_of(shift: &Shift) -> String {
    let (taken, least, most) = (shift.taken, shift.least, shift.most);
    if least == most { format!("{taken}/{most}") } else { format!("{taken}/{least}–{most}") }
}

/// The heading of the shifts that are over and not signed: "时长还没签 · 3 班" / "Hours not signed · 3 shifts".
pub fn unsigned_of(lang: Lang, shifts: usize) -> String {
    lang.pick(format!("时长还没签 · {shifts} 班"), format!("Hours not signed · {}", counted(shifts, "shift", "shifts")))
}

/// What those beyond the first few are folded under: "更早的 7 班" / "7 earlier ones".
pub fn unsigned_earlier(lang: Lang, shifts: usize) -> String {
    lang.pick(format!("更早的 {shifts} 班"), counted(shifts, "earlier one", "earlier ones"))
}

/// Before taking somebody off a shift: "请周桂珍不用来了？"
pub fn take_off_sure(lang: Lang, name: &str) -> String {
    lang.pick(
        format!("请{name}不用来了？最好先打个电话说一声。"),
        format!("Take {name} off this shift? Better call them first."),
    )
}

/// The heading of the form that signs: "给周桂珍签时长".
pub fn sign_for(lang: Lang, name: &str) -> String {
    lang.pick(format!("给{name}签时长"), format!("Sign hours for {name}"))
}

/// The heading of the form that takes back: "撤回周桂珍的时长".
pub fn take_back_of(lang: Lang, name: &str) -> String {
    lang.pick(format!("撤回{name}的时长"), format!("Take the hours of {name} back"))
}

/// The heading of the form for a certificate: "给周桂珍登记证件".
pub fn record_for(lang: Lang, name: &str) -> String {
    lang.pick(format!("给{name}登记证件"), format!("Record a certificate of {name}"))
}

/// The times of somebody: "08:58 来，11:30 走".
pub fn stay(lang: Lang, came: Option<String>, went: Option<String>) -> String {
    let came = came.map(|at| lang.pick(format!("{at} 来"), format!("in {at}")));
    let went = went.map(|at| lang.pick(format!("{at} 走"), format!("out {at}")));
    let parts: Vec<String> = came.into_iter().chain(went).collect();
    if parts.is_empty() { "—".into() } else { parts.join(lang.pick("，", ", ")) }
}

/// Somebody who is excused: "请假：家里有事" / "excused: something at home".
pub fn excused(lang: Lang, reason: &str) -> String {
    match reason {
        "" => lang.pick("请假", "excused").into(),
        _ => lang.pick(format!("请假：{reason}"), format!("excused: {reason}")),
    }
}

/// The heading of the form that excuses: "给周桂珍记请假".
pub fn excuse_whom(lang: Lang, name: &str) -> String {
    lang.pick(format!("给{name}记请假"), format!("Excuse {name}"))
}

/// The heading of the form that lets a child go: "谁来接小禾".
pub fn collects_whom(lang: Lang, name: &str) -> String {
    lang.pick(format!("谁来接{name}"), format!("Who collects {name}"))
}

/// Who collected a child: "沈阿婆接走".
pub fn collected_by(lang: Lang, name: &str) -> String {
    lang.pick(format!("{name}接走"), format!("collected by {name}"))
}

/// Children and grown-ups who are there: "孩子 24 个，大人 4 位；一位大人最多带 8 个孩子".
pub fn ratio(lang: Lang, children: usize, adults: usize, most: usize) -> String {
    lang.pick(
        format!("孩子 {children} 个，大人 {adults} 位；一位大人最多带 {most} 个孩子"),
        format!(
            "{}, {}; at most {most} children for each adult",
            counted(children, "child", "children"),
            counted(adults, "adult", "adults")
        ),
    )
}

/// A shift beside a children's date: "一楼教室 1/2 已到".
pub fn shift_here(lang: Lang, role: &str, here: usize, expected: usize) -> String {
    lang.pick(format!("{role} {here}/{expected} 已到"), format!("{role}: {here} of {expected} here"))
}
