//! Words of shifts and of one's own service.

use crate::look::Lang;
use crate::words::{counted, when};
use domain::qualification::Skill;
use domain::shift::Shift;
use domain::views::service::Caution;
use domain::when::Moment;

sentences! {
    title: "哪里需要人", "Where help is needed";
    hint: "志愿服务，按时来就行", "Volunteer shifts";
    mine: "我的服务", "My service";
    mine_hint: "排好的班次、服务时长", "My shifts and hours";
    pick: "挑哪些", "Which ones";
    fits: "我能去的", "I can do";
    soon: "快开始了，还缺人", "Soon, and short of people";
    lacking: "还缺人的", "Short of people";
    days: "哪几天", "Which days";
    any_day: "哪天都行", "Any day";
    weekdays: "周一到周五", "Monday to Friday";
    weekends: "周末", "Weekend";
    part_of_day: "一天里什么时候", "Part of the day";
    any_time: "几点都行", "Any time";
    morning: "上午", "Morning";
    afternoon: "下午", "Afternoon";
    evening: "晚上", "Evening";
    where_to: "哪个小区", "Which compound";
    anywhere: "哪里都行", "Anywhere";
    none: "这两周都排满了", "Every shift is covered";
    none_text: "谢谢邻居们。过几天再来看看。", "Thank you, neighbours. Please look again in a few days.";
    none_so: "这样挑没有班次", "No shift is like that";
    none_so_text: "换个时间，或者换个小区看看。", "Try another time or another compound.";
    none_fits: "没有您能去的", "Nothing fits";
    none_fits_text: "时间重了，或者要的证还没登记。点“全部”看看别的。",
        "The times clash, or a certificate is not known yet. See “All” for the others.";
    gone: "没有这个班次", "There is no such shift";
    gone_text: "可能已经过去很久，或者撤下了。", "It may be long over, or was taken down.";
    see_all: "看看别的班次", "See other shifts";
    when: "时间", "When";
    place: "地点", "Where";
    what: "做什么", "What to do";
    people: "人手", "People";
    needs: "要有", "Needs";
    children: "这一班有孩子，未成年人不单独值班。", "Children are looked after here; nobody under age is alone.";
    who: "谁来", "Who comes";
    take: "我来", "I will come";
    sign_in_hint: "登录以后就能报名来帮忙。", "Sign in to take this shift.";
    sign_in_first: "先登录再来", "Sign in first";
    coming: "说好了来", "Coming";
    seeking: "在找人替，接上之前还是您的", "Looking for a stand-in; until then it is yours";
    seek: "找人替", "Find a stand-in";
    waits: "等本人同意", "To agree";
    waits_how: "满十四岁要本人同意：在自己手机上点，或到社区当面说。",
        "From fourteen on they agree themselves: on their own phone, or in person at the desk.";
    asks: "监护人替您报了。您满十四岁，自己同意了才算。", "Your guardian has signed you up. From fourteen on it counts once you agree.";
    agree: "我同意去", "I agree to come";
    seek_hint: "找到人接之前，这一班还算您的。", "Until somebody takes over, the shift is still yours.";
    keep: "不用找了，我去", "No need, I will come";
    moved_leave: "去不了，开始前都可以直接退。", "If you cannot come, give it back any time before it begins.";
    leave: "我不去了", "I cannot come";
    leave_sure: "确定不去了？名额马上让给别人。", "Not coming? The place is offered to others at once.";
    leave_yes: "确定不去", "Yes, I cannot come";
    leave_no: "还是去", "I will come";
    past: "这一班已经结束。", "This shift is over.";
    running: "这一班已经开始，不能再改。有事请打电话给社区。",
        "It has begun and cannot be changed. If something is wrong, please call the office.";
    full: "人够了", "Enough people";
    called_off: "取消了", "Called off";
    coming_shifts: "排好的班次", "My coming shifts";
    no_shifts: "还没有排班。", "No shifts yet.";
    wards: "家里孩子的班次", "My children's shifts";
    wards_text: "您是监护人，孩子排了哪几班在这里看。要改，打开那一班。",
        "You are their guardian: here you see where they serve. To change something, open the shift.";
    hours: "服务时长", "Service hours";
    by_month: "一个月一个月看", "Month by month";
    no_hours: "还没有记过时长。值班以后由负责人签。", "No hours yet. A leader signs them after a shift.";
    taken_back: "撤回", "Taken back";
    held: "登记过的证", "My certificates";
    signed_out: "登录以后能看到自己的班次和时长。", "Sign in to see your shifts and hours.";
}

/// "健康证" / "health certificate".
pub fn skill(lang: Lang, skill: Skill) -> &'static str {
    match skill {
        Skill::Food => lang.pick("健康证", "health certificate"),
        Skill::Children => lang.pick("从业查询证明", "clearance for work with children"),
        Skill::FirstAid => lang.pick("急救证", "first-aid certificate"),
    }
}

/// "健康证、急救证".
pub fn skills(lang: Lang, skills: &[Skill]) -> String {
    let words: Vec<&str> = skills.iter().map(|one| skill(lang, *one)).collect();
    words.join(lang.pick("、", ", "))
}

/// How it stands: "还缺 2 人" while it cannot be done, "还能来 1 人", "人够了".
pub fn left(lang: Lang, shift: &Shift) -> String {
    match (shift.missing(), shift.open()) {
        (0, 0) => full(lang).into(),
        (0, 1) => lang.pick("还能来 1 人", "1 more can come").into(),
        (0, open) => lang.pick(format!("还能来 {open} 人"), format!("{open} more can come")),
        (missing, _) => lang.pick(format!("还缺 {missing} 人"), format!("{missing} more needed")),
    }
}

/// "2 人来，至少要 3 人，最多 5 人".
pub fn manned(lang: Lang, shift: &Shift) -> String {
    let (taken, least, most) = (shift.taken, shift.least, shift.most);
    if least == most {
        return lang.pick(format!("要 {most} 人，已有 {taken} 人"), format!("{most} needed, {taken} coming"));
    }
    lang.pick(format!("要 {least} 到 {most} 人，已有 {taken} 人"), format!("{least} to {most} needed, {taken} coming"))
}

/// "替小禾报" / "Sign Xiaohe up".
pub fn take_for(lang: Lang, name: &str) -> String {
    lang.pick(format!("替{name}报"), format!("Sign {name} up"))
}

/// "取消了：下雨" / "Called off: rain".
pub fn called_off_because(lang: Lang, reason: &str) -> String {
    lang.pick(format!("这一班取消了：{reason}"), format!("This shift was called off: {reason}"))
}

/// "今晚八点前可以直接退，之后要找人替。"
pub fn leave_until(lang: Lang, until: Moment, now: Moment) -> String {
    let until = when::moment(lang, until, now);
    lang.pick(
        format!("{until}前可以直接退，之后要有人接才能退。"),
        format!("You can give it back until {until}; after that somebody has to take over."),
    )
}

/// "请在后天中午十二点前同意，过时名额就放出来。"
pub fn agree_until(lang: Lang, until: Moment, now: Moment) -> String {
    let until = when::moment(lang, until, now);
    lang.pick(
        format!("请在{until}前同意，过时名额就放出来。"),
        format!("Please agree by {until}; after that the place is free again."),
    )
}

/// After a shift was moved with its date: "这一班改了：原来是明天上午九点到十一点，在书画室。"
pub fn moved_from(lang: Lang, was: &str, venue: &str) -> String {
    if venue.is_empty() {
        return lang.pick(format!("这一班改了，原来是{was}。"), format!("This shift was moved. It was {was}."));
    }
    lang.pick(
        format!("这一班改了，原来是{was}，在{venue}。"),
        format!("This shift was moved. It was {was}, at {venue}."),
    )
}

/// In one line: "原来后天下午三点到四点，现在周五下午三点到四点" / "was …, is now …".
pub fn from_to(lang: Lang, was: &str, is: &str) -> String {
    lang.pick(format!("原来{was}，现在{is}"), format!("was {was}; is now {is}"))
}

/// What else somebody has then, after their shift was moved: "那时您还有“理发”，请退一边。"
pub fn double_booked(lang: Lang, title: &str) -> String {
    lang.pick(
        format!("跟“{title}”的时间撞上了，请退掉一边。"),
        format!("It is at the time of “{title}” now. Please give one of the two back."),
    )
}

/// What to think of before taking a shift.
pub fn caution(lang: Lang, caution: &Caution) -> String {
    match caution {
        Caution::Tight { title, minutes } => lang.pick(
            format!("和“{title}”只隔 {minutes} 分钟，又不在一处，路上来得及吗？"),
            format!(
                "Only {} between this and “{title}”, which is elsewhere. Is that enough?",
                counted(*minutes, "minute", "minutes")
            ),
        ),
        Caution::Rest { hours } => lang.pick(
            format!("这一天一共要忙 {hours} 小时，记得歇一歇。"),
            format!("That makes {} on one day. Please take a rest in between.", counted(*hours, "hour", "hours")),
        ),
    }
}

/// "3 小时 20 分" / "3 h 20 min".
pub fn length(lang: Lang, minutes: i64) -> String {
    let (hours, minutes) = (minutes / 60, minutes % 60);
    match (hours, minutes) {
        (0, _) => lang.pick(format!("{minutes} 分钟"), format!("{minutes} min")),
        (_, 0) => lang.pick(format!("{hours} 小时"), format!("{hours} h")),
        _ => lang.pick(format!("{hours} 小时 {minutes} 分"), format!("{hours} h {minutes} min")),
    }
}

/// "由何秀英签" / "Signed by He".
pub fn signed_by(lang: Lang, name: &str) -> String {
    lang.pick(format!("由{name}签"), format!("Signed by {name}"))
}

/// "有效到2027年3月1日" / "good until 1 Mar 2027".
pub fn good_until(lang: Lang, until: domain::when::Day) -> String {
    let until = when::lasting_date(lang, until);
    lang.pick(format!("有效到{until}"), format!("good until {until}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_a_shift_stands_is_told_plainly() {
        let mut shift = Shift { least: 2, most: 3, ..Shift::default() };
        assert_eq!(left(Lang::Zh, &shift), "还缺 2 人");
        shift.taken = 2;
        assert_eq!(left(Lang::Zh, &shift), "还能来 1 人");
        assert_eq!(manned(Lang::Zh, &shift), "要 2 到 3 人，已有 2 人");
        shift.taken = 3;
        assert_eq!(left(Lang::En, &shift), "Enough people");
        assert_eq!(length(Lang::Zh, 200), "3 小时 20 分");
    }
}
