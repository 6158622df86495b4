//! Activities, their dates, and signing up for one.

use super::{counted, when};
use crate::look::Lang;
use domain::activity::ActivityKind;
use domain::occurrence::Occurrence;
use domain::when::{Day, Moment};

sentences! {
    pick_day: "选一天", "Choose a day";
    going: "我报了名", "I am signed up";
    pick_kind: "选一类", "Choose a kind";
    called_off: "取消了", "Called off";
    given_back: "已退", "Given back";
    giving_back: "不去了，待确认", "Not going, not confirmed yet";
    not_signed_up: "没报上", "Not signed up";
    not_given_back: "没退成", "Not given back";
    full: "报满了", "Full";
    none: "这一天没有活动", "Nothing on this day";
    none_of_kind: "这一天没有这一类活动", "Nothing of this kind on this day";
    none_text: "换一天看看。日期下面有圆点的，是您报了名的日子。",
        "Try another day. A dot under a date marks a day on which you are signed up.";
    when: "时间", "When";
    place: "地点", "Where";
    bring: "带上", "Bring";
    bring_nothing: "什么都不用带", "Nothing";
    price: "费用", "Price";
    places: "名额", "Places";
    contact: "找谁问", "Ask";
    audience: "谁能来", "For whom";
    this_time: "这一次", "This time";
    run_by: "谁办的", "Run by";
    who_goes: "谁去", "Who goes";
    nobody_went: "您和家里人没有报这一场。", "Nobody of your family signed up for this one.";
    myself: "我自己", "Myself";
    choose_who: "给谁报名", "Who is coming";
    choose_more: "还有谁去", "Who else is coming";
    sign_up: "报名", "Sign up";
    join_queue: "排候补", "Join the waiting list";
    sign_in_first: "登录后报名", "Sign in to sign up";
    sign_in_hint: "用居民卡登录，可以给自己和家里人报名。",
        "With your resident card you can sign up yourself and your family.";
    lapsed: "没答复，过了时间", "Not answered in time";
    bound_sure: "报了以后，来不了要打电话取消。还报吗？",
        "Once signed up, you would have to call to cancel. Sign up?";
    bound_yes: "是的，报名", "Yes, sign up";
    bound_no: "先不报", "Not now";
    offer_yes: "要", "Yes, take it";
    offer_no: "不要", "No, thank you";
    offer_no_sure: "真的不要？位子会让给后面的人。", "Really not? The place goes to the next in line.";
    offer_no_yes: "是的，不要", "Yes, not for me";
    offer_no_no: "再想想", "Let me think";
    give_back: "不去了", "Not going";
    give_back_sure: "真的不去了？位子会让给后面的人。", "Really not going? Your place goes to the next in line.";
    give_back_yes: "是的，不去了", "Yes, not going";
    give_back_no: "还是去", "Still going";
    queue_hint: "位子不够了。可以先排候补，有人不去就按次序补上，结果会告诉您。",
        "Not enough places. Join the waiting list: when someone cancels, the next in line moves up and is told.";
    one_party: "一起报名的人，要么都有位子，要么一起候补。",
        "Those who sign up together all get a place, or wait together.";
    split: "位子不够时，可以分开参加", "If there are not enough places, split us up";
    split_hint: "照上面的先后，有位子的先参加，其余的排候补。",
        "In the order above: those for whom there is a place come, the others wait.";
    waits_but_busy: "轮到的时候，有人那个时间另有安排，就先让给了后面的人。排的位次还在。",
        "When it was your turn, somebody had something else at that time, so the next in line went first. Your place in line is kept.";
    seated_but_busy: "这一场改时间的时候，有人那个时间另有安排。位子还给您留着。",
        "When this date was moved, somebody had something else at that time. Your places are kept.";
    offline_stored: "手机现在没有网。已经记在手机里，有网就送出去；名额以那时为准，结果会告诉您。",
        "This phone is offline. It is saved here and sent when there is a network; places are given then.";
    being_sent: "正在送出，马上就有结果。", "It is being sent; the answer comes soon.";
    past: "这一场已经结束了。", "This date is over.";
    running: "这一场已经开始，不能再报名了。想去的话，直接到现场问一问。",
        "It has begun, so signing up is closed. If you want to come, ask at the door.";
    gone: "没有这场活动", "There is no such date";
    gone_text: "可能已经过去很久，或者撤下了。", "It may be long over, or was taken down.";
    see_all: "看看别的活动", "See other activities";
    lottery: "抽签", "By lottery";
    enter: "报名抽签", "Enter the lottery";
    enter_hint: "早报晚报一样：截止后抽签，没抽中的按抽签的次序候补，结果会告诉您。",
        "Sooner is no better: places are drawn, and whoever gets none waits in the order of the draw. You will be told.";
    being_drawn: "报名截止了，马上抽签。抽完以后还可以来排候补。",
        "Entries have closed, and places are being drawn. Afterwards you can join the waiting list.";
    entered: "已报名，等抽签", "Entered, not drawn yet";
    won: "抽中了", "Drawn: you have a place";
    how_drawn: "看怎么抽的，谁都能验算", "How it was drawn, for anyone to check";
    withdraw_sure: "真的不去了？就不参加抽签了。", "Really not going? You leave the lottery.";
    sign_in_needed: "请先登录，再报名。", "Please sign in first.";
    ask: "申请报名", "Ask to come";
    needs_yes: "要负责人同意", "The leader has to agree";
    ask_hint: "这一场要负责人同意才算报上，同意以前不占位子，结果会告诉您。",
        "The leader has to agree first. Until then you have no place; you will be told.";
    asked: "等负责人同意", "Waiting for the leader to agree";
    drawn_before: "抽签的时候还没有答复，所以没有参加。负责人同意以后，您排候补。",
        "There was no answer before the draw, so you were not in it. With a yes you join the waiting list.";
    not_answered: "没有等到答复，没报上", "Not answered in time, so no place";
    declined: "没同意", "Not accepted";
    unask_sure: "真的不去了？申请就撤回了。", "Really not going? What you asked is taken back.";
}

/// The word for a kind: "学堂" / "School".
pub fn kind(lang: Lang, kind: ActivityKind) -> &'static str {
    match kind {
        ActivityKind::School => lang.pick("学堂", "School"),
        ActivityKind::Culture => lang.pick("文体", "Arts & sport"),
        ActivityKind::Service => lang.pick("服务", "Help"),
        ActivityKind::Family => lang.pick("亲子", "Families"),
        ActivityKind::Council => lang.pick("议事", "Councils"),
    }
}

/// "抽签 · 12 人报名" / "Lottery · 12 entered".
fn entries(lang: Lang, entered: u32) -> String {
    lang.pick(format!("抽签 · {entered} 人报名"), format!("Lottery · {entered} entered"))
}

/// "周五晚上六点前报名，随后公布；12 人已报": until when one can enter.
pub fn entries_until(lang: Lang, closes: Moment, entered: u32, now: Moment) -> String {
    let closes = when::moment(lang, closes, now);
    lang.pick(
        format!("{closes}前报名，随后公布；{entered} 人已报"),
        format!("Enter until {closes}; drawn right after. {entered} entered so far"),
    )
}

/// "没抽中，候补第 3 位" / "Not drawn. No. 3 in line".
pub fn not_drawn(lang: Lang, position: u32) -> String {
    let waits = waiting(lang, position);
    lang.pick(format!("没抽中，{waits}"), format!("Not drawn. {waits}"))
}

/// "剩 3 个位子" / "3 places left", or how many wait: "候补 2 人" / "2 waiting".
pub fn left(lang: Lang, occurrence: &Occurrence) -> String {
    if let Some(lottery) = occurrence.undrawn() {
        return entries(lang, lottery.entered);
    }
    match (occurrence.free(), occurrence.waiting) {
        (_, waiting @ 1..) => lang.pick(format!("满 · {waiting} 人候补"), format!("Full · {waiting} waiting")),
        (0, _) => full(lang).into(),
        (1, _) => lang.pick("剩 1 个位子", "1 place left").into(),
        (free, _) => lang.pick(format!("剩 {free} 个位子"), format!("{free} places left")),
    }
}

/// "60 个，还剩 3 个" / "60, 3 left".
pub fn capacity(lang: Lang, occurrence: &Occurrence) -> String {
    let (all, free, waiting) = (occurrence.capacity, occurrence.free(), occurrence.waiting);
    if occurrence.undrawn().is_some() {
        return lang.pick(format!("{all} 个，抽签决定"), format!("{all}, by lottery"));
    }
    if waiting > 0 {
        return lang.pick(format!("{all} 个，{waiting} 人候补"), format!("{all}, {waiting} on the waiting list"));
    }
    match free {
        0 => lang.pick(format!("{all} 个，报满了"), format!("{all}, all taken")),
        _ => lang.pick(format!("{all} 个，还剩 {free} 个"), format!("{all}, {free} left")),
    }
}

/// "候补第 3 位" / "No. 3 in line".
pub fn waiting(lang: Lang, position: u32) -> String {
    lang.pick(format!("候补第 {position} 位"), format!("No. {position} in line"))
}

/// "空出位子了，11月25日下午一点前答复" / "A place is free: answer by 1 pm on 25 Nov".
pub fn offered(lang: Lang, until: Moment) -> String {
    let until = when::lasting(lang, until);
    lang.pick(format!("空出位子了，{until}前答复"), format!("A place is free: answer by {until}"))
}

/// "周桂珍：这个位子要不要？" / "Zhou: do you take the place?".
pub fn offer_question(lang: Lang, names: &str) -> String {
    lang.pick(format!("{names}：空出来的位子，要不要？"), format!("{names}: do you take the free place?"))
}

/// "周桂珍、沈阿婆" / "Zhou, Shen".
pub fn names(lang: Lang, names: &[String]) -> String {
    names.join(lang.pick("、", ", "))
}

/// "沈阿婆 · 由您代办" / "Shen · arranged by you".
pub fn arranged_by_you(lang: Lang, name: &str) -> String {
    lang.pick(format!("{name} · 由您代办"), format!("{name} · arranged by you"))
}

/// Why a party that waits is passed over: "周桂珍那个时间报了“书画课”…".
pub fn waits_but_elsewhere(lang: Lang, name: &str, title: &str) -> String {
    lang.pick(
        format!("{name}那个时间报了“{title}”。轮到时会先让给后面的人；退掉“{title}”，就能补上。"),
        format!(
            "{name} has “{title}” at that time, so the next in line goes first. Give that one back and you can move up."
        ),
    )
}

/// Two places at one time, since a date was moved: "周桂珍那个时间还报了“书画课”…".
pub fn seated_but_elsewhere(lang: Lang, name: &str, title: &str) -> String {
    lang.pick(
        format!("{name}那个时间还报了“{title}”，两场撞上了。位子都给您留着，请退掉一个。"),
        format!("{name} also has “{title}” at that time. Both places are kept; please give one of them back."),
    )
}

/// "代办人 周桂珍" / "Arranged by Zhou".
pub fn arranged_by(lang: Lang, booker: &str) -> String {
    lang.pick(format!("代办人 {booker}"), format!("Arranged by {booker}"))
}

/// "沈阿婆不去了" / "Not going: Shen".
pub fn give_back_who(lang: Lang, names: &str) -> String {
    lang.pick(format!("{names}不去了"), format!("Not going: {names}"))
}

/// "报名（2 人）" / "Sign up 2 people": what the button does.
pub fn with_count(lang: Lang, verb: &str, count: usize) -> String {
    match count {
        0 | 1 => verb.into(),
        _ => lang.pick(format!("{verb}（{count} 人）"), format!("{verb} ({count} people)")),
    }
}

/// "取消了：老师病了" / "Called off: the teacher is ill".
pub fn called_off_because(lang: Lang, reason: &str) -> String {
    lang.pick(format!("这一场取消了：{reason}"), format!("This date was called off: {reason}"))
}

/// "负责人说：这次只教初学的" / "The leader says: beginners only".
pub fn declined_because(lang: Lang, reason: &str) -> String {
    lang.pick(format!("负责人说：{reason}"), format!("The leader says: {reason}"))
}

/// The label of a day in the strip for a screen reader: "周五 11月27日，3 场".
pub fn day_label(lang: Lang, day: Day, today: Day, count: usize) -> String {
    let day = when::exact_day(lang, day, today);
    lang.pick(format!("{day}，{count} 场"), format!("{day}, {}", counted(count, "date", "dates")))
}

/// "今天 · 4 场", "周二 12月22日 · 冬至 · 1 场" / "Today · 4 dates".
pub fn day_heading(lang: Lang, (day, festival): (Day, Option<String>), now: Moment, count: usize) -> String {
    let day = when::exact_day(lang, day, now.day());
    let day = festival.map_or_else(|| day.clone(), |festival| format!("{day} · {festival}"));
    lang.pick(format!("{day} · {count} 场"), format!("{day} · {}", counted(count, "date", "dates")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_as_they_stand() {
        let mut date = Occurrence { capacity: 60, confirmed: 57, ..Occurrence::default() };
        assert_eq!(capacity(Lang::Zh, &date), "60 个，还剩 3 个");
        assert_eq!(left(Lang::Zh, &date), "剩 3 个位子");
        date.confirmed = 60;
        assert_eq!(capacity(Lang::En, &date), "60, all taken");
        date.waiting = 2;
        assert_eq!(left(Lang::Zh, &date), "满 · 2 人候补");
    }

    #[test]
    fn a_lottery_is_told_instead_of_places_left() {
        let lottery = domain::lottery::Lottery { entered: 12, ..Default::default() };
        let mut date = Occurrence { capacity: 20, lottery: Some(lottery), ..Occurrence::default() };
        assert_eq!(capacity(Lang::Zh, &date), "20 个，抽签决定");
        assert_eq!(left(Lang::Zh, &date), "抽签 · 12 人报名");
        assert_eq!(not_drawn(Lang::Zh, 3), "没抽中，候补第 3 位");
        date.lottery.as_mut().unwrap().seed = Some("5eed".into());
        assert_eq!(left(Lang::Zh, &date), "剩 20 个位子");
    }
}
