//! The sentences for a no about shifts, hours and what else organizers do.

use super::{money, running};
use crate::look::Lang;
use crate::words::shift::skill;
use crate::words::{counted, when};
use domain::qualification::Skill;
use domain::refusal::Refusal;
use domain::when::{Day, Moment};

sentences! {
    cannot_merge: "没合并：两条都要还没办完，而且不能是同一条。请另选一条。",
        "Not merged: both reports must be open, and they cannot be the same one. Please choose another.";
    ends_before_starts: "没保存：结束要晚于开始，一场最长一天。请改时间。",
        "Not saved: it must end after it begins and last a day at most. Please change the time.";
    in_the_past: "没保存：这个时间已经过了。请选以后的时间。", "Not saved: that time has passed. Please choose a later one.";
    bad_series: "没发布：重复的规则看不懂。请另选一种重复，或者先发一次，再一场一场加。",
        "Not posted: the rule for repeating is not understood. Please choose another one, or post one date and add more by hand.";
    no_date_to_repeat: "没保存：这个活动没有以后的场次，不知道照哪一场重复。请先加一场，再设重复。",
        "Not saved: this activity has no coming date that could be repeated. Please add a date first, then choose how it repeats.";
    bad_name: "没保存：姓名要写，最多 20 个字。请改一下。",
        "Not saved: a name is needed, of at most 20 characters. Please correct it.";
    bad_phone: "没保存：电话号码只能是数字和短横线。请核对，不知道就空着。",
        "Not saved: a telephone number has digits and dashes only. Please check it, or leave it empty.";
    bad_month: "没保存：出生年月要写成 1950-03 这样。不知道就空着。",
        "Not saved: the month of birth looks like 1950-03. If it is not known, leave it empty.";
    shift_full: "没排上：这一班人够了。请看看别的班次。",
        "Not taken: this shift has enough people. Please look at other shifts.";
    adult_needed: "没排上：这一班有孩子，要先有一位成年人。请等有人报了再来。",
        "Not taken: children are looked after here, so an adult must come first. Please wait until one has signed up.";
    last_adult: "没退成：您是这一班唯一的成年人，孩子不能没人看。请先找人替。",
        "Not given back: you are the only adult, and children must not be alone. Please find somebody to take over first.";
    shift_taken: "没保存：已经有人报了这一班，时间和要求不能改。要改，请取消这一班，再加一个新的。",
        "Not saved: somebody has taken this shift, so its time and needs stay. To change them, call it off and add another.";
    own_hours: "没记上：自己的时长要由别人签。请另一位负责人或社区来签。",
        "Not signed: nobody signs their own hours. Please ask another leader or the office.";
    not_over_yet: "没办成：还没结束。请结束以后再来。", "Not done: it is not over yet. Please do it when it is.";
    lottery_fixed: "没保存：已经有人报名，先到先得还是抽签不能再改。要改，请取消这一场，另加一场。",
        "Not saved: people have signed up, so drawn stays drawn and first come stays first come. To change it, call this date off and add another.";
    not_yet_the_day: "没办成：这份饭不是今天的。请到那一天再取。",
        "Not done: this meal is for a later day. Please fetch it on that day.";
}

/// The sentence for a refusal about shifts, hours, lotteries or places to give; empty for any other.
pub(super) fn sentence(lang: Lang, refusal: &Refusal) -> String {
    match refusal {
        Refusal::CannotMerge => cannot_merge(lang).into(),
        Refusal::CapacityBelowConfirmed { confirmed } => capacity_below_confirmed(lang, *confirmed),
        Refusal::CapacityOutOfRange { max } => capacity_out_of_range(lang, *max),
        Refusal::PortionsOutOfRange { dish, least, most } => portions_out_of_range(lang, dish, *least, *most),
        Refusal::EndsBeforeStarts => ends_before_starts(lang).into(),
        Refusal::InThePast => in_the_past(lang).into(),
        Refusal::BadTitle { max } => bad_title(lang, *max),
        Refusal::PriceOutOfRange { max_fen } => price_out_of_range(lang, *max_fen),
        Refusal::BadAges { max } => bad_ages(lang, *max),
        Refusal::BadSeries => bad_series(lang).into(),
        Refusal::NoDateToRepeat => no_date_to_repeat(lang).into(),
        Refusal::BadName => bad_name(lang).into(),
        Refusal::BadPhone => bad_phone(lang).into(),
        Refusal::BadMonth => bad_month(lang).into(),
        Refusal::ShiftFull => shift_full(lang).into(),
        Refusal::AdultNeeded => adult_needed(lang).into(),
        Refusal::LastAdult => last_adult(lang).into(),
        Refusal::ShiftTaken => shift_taken(lang).into(),
        Refusal::OwnHours => own_hours(lang).into(),
        Refusal::NotOverYet => not_over_yet(lang).into(),
        Refusal::LotteryFixed => lottery_fixed(lang).into(),
        Refusal::NotYetTheDay => not_yet_the_day(lang).into(),
        Refusal::WindowHours { max } => window_hours(lang, max / 24),
        Refusal::AlreadyOnShift { name } => lang.pick(
            format!("没排上：{name}已经在这一班了，不用再报。"),
            format!("Not taken: {name} is on this shift already."),
        ),
        Refusal::GuardianNeeded { name } => lang.pick(
            format!("没排上：{name}未满 18 岁，按民法典要监护人同意。请监护人用自己的手机替他报；满 14 岁的，本人再同意。"),
            format!(
                "Not taken: {name} is under 18, and by the Civil Code a guardian has to agree. A guardian takes it on their own \
                 phone; from 14 on {name} agrees as well."
            ),
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
            format!(
                "Not given: there is room for {} only, too few for this party. Please choose another one, or add places.",
                counted(*free, "person", "people")
            ),
        ),
        Refusal::LotteryHours { max } => lottery_hours(lang, *max),
        Refusal::OtherCannot { name } => lang.pick(
            format!("没换成：{name}现在来不了您这一班，两班都没变。请跟他商量一下。"),
            format!("Not swapped: {name} cannot take your shift now, and nothing has changed. Please talk to them."),
        ),
        Refusal::KeptOutOfRange { max } => kept_out_of_range(lang, *max),
        Refusal::LeaseOutOfRange { max: 0 } => lang
            .pick(
                "没带上：现在没有名额可以带走，要么都给出去了，要么还有人在候补。",
                "Not taken along: there are no places to take, all are given or people are waiting for them.",
            )
            .into(),
        Refusal::LeaseOutOfRange { max } => lang.pick(
            format!("没带上：现在能带 1 到 {max} 个名额。请改一下。"),
            format!("Not taken along: you can take from 1 to {max} places now. Please correct it."),
        ),
        Refusal::CallClosed { since } => call_closed(lang, *since),
        Refusal::AnswersTooLate => lang.pick(
            "没发出：回复的截止时间要在开始之前，单位才来得及安排人。".into(),
            "Not sent: answers must be due before it begins, so that units can arrange for people.".into(),
        ),
        Refusal::BadPublishTime => lang.pick(
            "没保存：发布的时间要在现在以后、第一场开始以前。请改时间。".into(),
            "Not saved: it must be published later than now and before the first date begins. Please change the time.".into(),
        ),
        Refusal::NoPicture => lang.pick(
            "没保存：有一张照片没有传到。请去掉它，重新选一次再保存。".into(),
            "Not saved: a picture did not arrive. Please remove it, choose it again and save once more.".into(),
        ),
        Refusal::CountOutOfRange { least, most } => lang.pick(
            format!("没办成：人数要在 {least} 到 {most} 之间。请改一下。"),
            format!("Not done: the number of people must be from {least} to {most}. Please correct it."),
        ),
        _ => money::sentence(lang, refusal).unwrap_or_else(|| running::sentence(lang, refusal)),
    }
}

fn capacity_below_confirmed(lang: Lang, confirmed: u32) -> String {
    lang.pick(
        format!("没保存：已经有 {confirmed} 个人报上了，名额不能比这少。"),
        format!(
            "Not saved: {} a place already; there cannot be fewer places than that.",
            counted(confirmed, "person has", "people have")
        ),
    )
}

fn portions_out_of_range(lang: Lang, dish: &str, least: u32, most: u32) -> String {
    lang.pick(
        format!("没保存：{dish}要 {least} 到 {most} 份。已经订出去的不能少。"),
        format!("Not saved: {dish} needs {least} to {most} portions. What is ordered already must stay."),
    )
}

fn capacity_out_of_range(lang: Lang, max: u32) -> String {
    lang.pick(
        format!("没保存：名额要在 1 到 {max} 之间。请改一下。"),
        format!("Not saved: the number of places must be from 1 to {max}. Please correct it."),
    )
}

fn kept_out_of_range(lang: Lang, max: u32) -> String {
    lang.pick(
        format!("没保存：最多还能留 {max} 个，别的已经有人了。请改少一点，或者加名额。"),
        format!(
            "Not saved: at most {} can be kept; the others are taken. Please keep fewer, or add places.",
            counted(max, "place", "places")
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
    let (held, until) = (skill(lang, held), when::lasting_date(lang, until));
    lang.pick(
        format!("没排上：{name}的{held}到{until}就过期了。请换新证，到社区登记。"),
        format!("Not taken: the {held} of {name} ends on {until}. Please renew it and show it at the office."),
    )
}

fn too_late(lang: Lang, until: Moment) -> String {
    let at = when::lasting(lang, until);
    lang.pick(
        format!("没退成：{at}以后不能直接退。请点“找人替”，有人接了您才算退。"),
        format!("Not given back: that ended at {at}. Use “Find a stand-in”; you are free once somebody takes over."),
    )
}

fn overlap(lang: Lang, from: Moment, until: Moment) -> String {
    let (day, hours) = (when::date(lang, from.day(), from.day()), when::clocks(lang, from.clock(), until.clock()));
    lang.pick(
        format!("没记上：{day}{hours}已经记过时长，不能重叠。请核对时间。"),
        format!("Not signed: there are hours on {day}, {hours}, already. Please check the times."),
    )
}

/// By its date, as in every no that may be read days later.
fn call_closed(lang: Lang, since: Moment) -> String {
    let at = when::lasting(lang, since);
    lang.pick(
        format!("没办成：这次召集{at}已经截止，不再收回复。有事请打电话给联盟。"),
        format!("Not done: this call closed at {at} and takes no answers. Please ring the alliance."),
    )
}

fn lottery_hours(lang: Lang, max: u32) -> String {
    let days = max / 24;
    lang.pick(
        format!("没保存：抽签的报名要在开始前 1 小时到 {days} 天之间截止，而且还没到。请另选，或者把活动排晚一点。"),
        format!("Not saved: entries close from 1 hour to {days} days before it begins, and not in the past. Please choose again."),
    )
}

fn window_hours(lang: Lang, days: u32) -> String {
    lang.pick(
        format!("没保存：最早是开始前 {days} 天，报名开始要早于截止；抽签的不写报名截止，跟着抽签走。请改一下。"),
        format!(
            "Not saved: at most {days} days before it begins, and opening before closing. \
             A lottery has its own time of closing: leave it empty. Please correct it."
        ),
    )
}

fn bad_title(lang: Lang, max: usize) -> String {
    lang.pick(
        format!("没发布：活动要有名称，最多 {max} 个字。请改一下。"),
        format!("Not posted: an activity needs a title of at most {max} characters. Please correct it."),
    )
}

fn price_out_of_range(lang: Lang, max_fen: i64) -> String {
    let yuan = max_fen / 100;
    lang.pick(
        format!("没发布：费用要在 0 到 {yuan} 元之间。不收费就空着。"),
        format!("Not posted: the price must be from 0 to {yuan} yuan. Leave it empty if it is free."),
    )
}

fn bad_ages(lang: Lang, max: u8) -> String {
    lang.pick(
        format!("没发布：年龄要从小到大，最大 {max} 岁。请改一下。"),
        format!("Not posted: the ages must go from younger to older, {max} at most. Please correct them."),
    )
}
