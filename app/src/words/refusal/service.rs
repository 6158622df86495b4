//! The sentences for a no about shifts, hours and what else organizers do.

use crate::look::Lang;
use crate::words::shift::skill;
use domain::qualification::Skill;
use domain::refusal::Refusal;
use domain::when::{Day, Moment};

/// The sentence for a refusal about shifts, hours, lotteries or places to give; empty for any other.
pub(super) fn sentence(lang: Lang, refusal: &Refusal) -> String {
    match refusal {
        Refusal::AlreadyOnShift { name } => lang.pick(
            format!("没排上：{name}已经在这一班了，不用再报。"),
            format!("Not taken: {name} is on this shift already."),
        ),
        Refusal::GuardianNeeded { name } => lang.pick(
            format!("没排上：{name}未满 18 岁，要由监护人在自己的手机上替他报。"),
            format!("Not taken: {name} is under 18; a guardian has to do this on their own phone."),
        ),
        Refusal::QualificationMissing { name, skill } => missing(lang, name, *skill),
        Refusal::QualificationEnds { name, skill, until } => ends(lang, name, *skill, *until),
        Refusal::TooLateToLeave { until } => too_late(lang, *until),
        Refusal::PeopleOutOfRange { max } => lang.pick(
            format!("没保存：至少 1 个人，最多 {max} 个人，“最多”不能比“至少”小。请改一下。"),
            format!("Not saved: from 1 to {max} people, and “at most” not below “at least”. Please correct it."),
        ),
        Refusal::NoHours => lang
            .pick(
                "没开：这几天没有签过时长。请先签时长，或者换个日期。",
                "Not issued: no hours were signed for these days. Please sign them first, or choose other days.",
            )
            .into(),
        Refusal::HoursOverlap { from, until } => overlap(lang, *from, *until),
        Refusal::NotNow { from, until } => not_now(lang, *from, *until),
        Refusal::CollectorNeeded { name } => lang.pick(
            format!("没签退：{name}要有人接。请选是谁来接。"),
            format!("Not noted: somebody has to collect {name}. Please choose who."),
        ),
        Refusal::NotACollector { name } => lang.pick(
            format!("没签退：这个人没有登记过，不能接走{name}。请留住孩子，打电话问监护人。"),
            format!("Not noted: nobody has named this person to collect {name}. Keep the child and call the guardian."),
        ),
        Refusal::WhoBrings { name } => lang.pick(
            format!("没记上：{name}没有报名，要写下是谁送来的，走的时候由他来接。"),
            format!(
                "Not noted: {name} is not signed up. Write down who brings the child; the same person collects it."
            ),
        ),
        Refusal::NoRoom { free } => lang.pick(
            format!("没给成：现在只空 {free} 个位子，不够他们一起来。请另选一家，或者加名额。"),
            format!("Not given: only {free} places are free, too few for this party. Please choose another one, or add places."),
        ),
        Refusal::EntriesClosed { since } => entries_closed(lang, *since),
        Refusal::LotteryHours { max } => lottery_hours(lang, *max),
        Refusal::OtherCannot { name } => lang.pick(
            format!("没换成：{name}现在来不了您这一班，两班都没变。请跟他商量一下。"),
            format!("Not swapped: {name} cannot take your shift now, and nothing has changed. Please talk to them."),
        ),
        Refusal::KeptOutOfRange { max } => kept_out_of_range(lang, *max),
        Refusal::CallClosed { since } => call_closed(lang, *since),
        Refusal::AttendanceClosed { since } => attendance_closed(lang, *since),
        Refusal::AnswersTooLate => lang.pick(
            "没发出：回复的截止时间要在开始之前，单位才来得及安排人。".into(),
            "Not sent: answers must be due before it begins, so that units can arrange for people.".into(),
        ),
        Refusal::BadPublishTime => lang.pick(
            "没保存：发布的时间要在现在以后、第一场开始以前。请改时间。".into(),
            "Not saved: it must be published later than now and before the first date begins. Please change the time.".into(),
        ),
        Refusal::CountOutOfRange { least, most } => lang.pick(
            format!("没办成：人数要在 {least} 到 {most} 之间。请改一下。"),
            format!("Not done: the number of people must be from {least} to {most}. Please correct it."),
        ),
        _ => String::new(),
    }
}

pub(super) fn capacity_below_confirmed(lang: Lang, confirmed: u32) -> String {
    lang.pick(
        format!("没保存：已经有 {confirmed} 个人报上了，名额不能比这少。"),
        format!("Not saved: {confirmed} people have a place already; there cannot be fewer places than that."),
    )
}

pub(super) fn capacity_out_of_range(lang: Lang, max: u32) -> String {
    lang.pick(
        format!("没保存：名额要在 1 到 {max} 之间。请改一下。"),
        format!("Not saved: the number of places must be from 1 to {max}. Please correct it."),
    )
}

/// Somebody has something else at that time, which is not for everyone to know.
pub(super) fn busy(lang: Lang, name: &str) -> String {
    lang.pick(
        format!("没报上：{name}那个时间另有安排。请问一问本人，退了那边再来报。"),
        format!("Not signed up: {name} has something else at that time. Please ask them to give that up first."),
    )
}

fn kept_out_of_range(lang: Lang, max: u32) -> String {
    lang.pick(
        format!("没保存：最多还能留 {max} 个，别的已经有人了。请改少一点，或者加名额。"),
        format!("Not saved: at most {max} places can be kept; the others are taken. Please keep fewer, or add places."),
    )
}

fn not_now(lang: Lang, from: Moment, until: Moment) -> String {
    let (_, month, day) = from.day().parts();
    let (from, until) = (from.clock(), until.clock());
    lang.pick(
        format!("没签上：{month}月{day}日 {from}–{until} 可以自己签到。别的时候请找负责人。"),
        format!(
            "Not noted: you can say that you are there from {from} to {until} on {day}/{month}. Otherwise ask a leader."
        ),
    )
}

fn missing(lang: Lang, name: &str, held: Skill) -> String {
    let held = skill(lang, held);
    lang.pick(
        format!("没排上：这一班要有{held}，{name}还没有登记。请带上证件到社区登记一次。"),
        format!(
            "Not taken: this shift needs a {held}, and none is known of {name}. Please show it at the office once."
        ),
    )
}

fn ends(lang: Lang, name: &str, held: Skill, until: Day) -> String {
    let held = skill(lang, held);
    lang.pick(
        format!("没排上：{name}的{held}到 {until} 就过期了。请换新证，到社区登记。"),
        format!("Not taken: the {held} of {name} ends on {until}. Please renew it and show it at the office."),
    )
}

fn too_late(lang: Lang, until: Moment) -> String {
    let (_, month, day) = until.day().parts();
    let clock = until.clock();
    lang.pick(
        format!("没退成：{month}月{day}日 {clock} 以后不能直接退。请点“找人替”，有人接了您才算退。"),
        format!("Not given back: that ended at {clock} on {day}/{month}. Use “Find a stand-in”; you are free once somebody takes over."),
    )
}

fn overlap(lang: Lang, from: Moment, until: Moment) -> String {
    let (day, from, until) = (from.day(), from.clock(), until.clock());
    lang.pick(
        format!("没记上：{day} {from}–{until} 已经记过时长，不能重叠。请核对时间。"),
        format!("Not signed: there are hours on {day} from {from} to {until} already. Please check the times."),
    )
}

/// By its date, as in every no that may be read days later.
fn call_closed(lang: Lang, since: Moment) -> String {
    let (_, month, day) = since.day().parts();
    let clock = since.clock();
    lang.pick(
        format!("没办成：这次召集 {month}月{day}日 {clock} 已经截止，不再收回复。有事请打电话给联盟。"),
        format!(
            "Not done: this call closed at {clock} on {day}/{month} and takes no answers. Please ring the alliance."
        ),
    )
}

fn attendance_closed(lang: Lang, since: Moment) -> String {
    let (_, month, day) = since.day().parts();
    let clock = since.clock();
    lang.pick(
        format!("没记上：这一场 {month}月{day}日 {clock} 已经结算，不再补记。那以前在手机上记下的，晚送到也算。"),
        format!(
            "Not noted: this date was settled at {clock} on {day}/{month}. What a phone noted before that still counts."
        ),
    )
}

fn entries_closed(lang: Lang, since: Moment) -> String {
    let (_, month, day) = since.day().parts();
    let clock = since.clock();
    lang.pick(
        format!("没报上：这一场抽签，{month}月{day}日 {clock} 截止报名。抽完以后，可以来排候补。"),
        format!(
            "Not signed up: entries closed at {clock} on {day}/{month}. After the draw you can join the waiting list."
        ),
    )
}

fn lottery_hours(lang: Lang, max: u32) -> String {
    let days = max / 24;
    lang.pick(
        format!("没保存：抽签的报名要在开始前 1 小时到 {days} 天之间截止，而且还没到。请另选，或者把活动排晚一点。"),
        format!("Not saved: entries close from 1 hour to {days} days before it begins, and not in the past. Please choose again."),
    )
}
