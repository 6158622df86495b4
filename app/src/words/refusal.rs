//! A sentence for every no: what did not happen, why, and what one can do now.

mod service;

use crate::look::Lang;
use crate::sync::NotTaken;
use crate::words::{common, windows};
use domain::audience::{AGE_MAX, Audience};
use domain::refusal::Refusal;
use domain::when::Moment;

sentences! {
    sign_in_first: "没办成：这台手机上还没有登录。请先登录，再做一次。",
        "Not done: nobody is signed in on this phone. Please sign in first, then do it again.";
    not_found: "没办成：找不到这一项了，可能刚被改动。请刷新后再看看。",
        "Not done: this is no longer there, it may have just been changed. Please refresh and look again.";
    not_allowed: "没办成：您没有这项权限。要办请找社区工作人员。",
        "Not done: you are not allowed to do this. Please ask the community's staff.";
    not_your_family: "没办成：只能替自己和登记过的家人办。要替别人办，请先到社区登记。",
        "Not done: you can act only for yourself and your registered family. To act for others, register at the office first.";
    party_empty: "没报上：还没选谁去。请至少选一位。", "Not signed up: nobody is chosen. Please choose at least one person.";
    occurrence_cancelled: "没报上：这一场取消了。请看看别的场次。",
        "Not signed up: this date was called off. Please look at other dates.";
    occurrence_started: "没办成：这一场已经开始了，不能再改。有事请打电话给社区。",
        "Not done: it has already begun and cannot be changed. If something is wrong, please call the office.";
    already_cancelled: "这一项之前已经取消了，不用再办。", "This was cancelled before; there is nothing more to do.";
    order_empty: "没订上：还没选菜。请先点“多一份”。", "Not ordered: no dish is chosen. Please add a portion first.";
    not_yet_the_day: "没办成：这份饭不是今天的。请到那一天再取。",
        "Not done: this meal is for a later day. Please fetch it on that day.";
    already_handed_out: "没办成：这份饭已经取走了。如果您没有取，请问一下食堂。",
        "Not done: this meal was already handed out. If you did not fetch it, please ask the canteen.";
    words_missing: "没送出：还没写字。请写一两句。", "Not sent: nothing is written. Please write a sentence or two.";
    own_report: "这条是您自己提的，已经算您一份。", "You reported this yourself, so you are counted already.";
    already_endorsed: "您说过“我也需要”了，已经算上。", "You have said so before, and you are counted.";
    report_closed: "没办成：这条诉求已经结束。还有事，请新提一条。",
        "Not done: this report is closed. If something is still needed, please file a new one.";
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
    update_needed: "没办成：手机上的程序是旧版。请联网打开一次，更新后再试。",
        "Not done: the app on this phone is out of date. Please open it once with a network, then try again.";
    offer_over: "没办成：这个空位没有给您留着了，可能已经过了答复的时间。还想去，请再排候补。",
        "Not done: the place is not held for you any more; perhaps the time to answer is over. You can join the waiting list again.";
    shift_full: "没排上：这一班人够了。请看看别的班次。",
        "Not taken: this shift has enough people. Please look at other shifts.";
    adult_needed: "没排上：这一班有孩子，要先有一位成年人。请等有人报了再来。",
        "Not taken: children are looked after here, so an adult must come first. Please wait until one has signed up.";
    last_adult: "没退成：您是这一班唯一的成年人，孩子不能没人看。请先找人替。",
        "Not given back: you are the only adult, and children must not be alone. Please find somebody to take over first.";
    already_said: "已经这样记下了，不用再办。", "This is noted already; there is nothing more to do.";
    shift_taken: "没保存：已经有人报了这一班，时间和要求不能改。要改，请取消这一班，再加一个新的。",
        "Not saved: somebody has taken this shift, so its time and needs stay. To change them, call it off and add another.";
    own_hours: "没记上：自己的时长要由别人签。请另一位负责人或社区来签。",
        "Not signed: nobody signs their own hours. Please ask another leader or the office.";
    not_over_yet: "没办成：还没结束。请结束以后再来。", "Not done: it is not over yet. Please do it when it is.";
    lottery_fixed: "没保存：已经有人报名，先到先得还是抽签不能再改。要改，请取消这一场，另加一场。",
        "Not saved: people have signed up, so drawn stays drawn and first come stays first come. To change it, call this date off and add another.";
    signed_out: "没送出：这台手机在别处被退出过。是您自己办的，就再试一次；不是，就不要了。",
        "Not sent: this phone was signed out from elsewhere. If you did this yourself, try again; if not, drop it.";
}

/// The sentence for a refusal.
pub fn sentence(lang: Lang, refusal: &Refusal) -> String {
    match refusal {
        Refusal::NotFound => not_found(lang).into(),
        Refusal::NotAllowed => not_allowed(lang).into(),
        Refusal::NotYourFamily => not_your_family(lang).into(),
        Refusal::PartyEmpty => party_empty(lang).into(),
        Refusal::PartyTooLarge { max } => party_too_large(lang, *max),
        Refusal::OccurrenceCancelled => occurrence_cancelled(lang).into(),
        Refusal::OccurrenceStarted => occurrence_started(lang).into(),
        Refusal::AlreadySignedUp { name } => already_signed_up(lang, name),
        Refusal::TimeClash { name, title } => time_clash(lang, name, title),
        Refusal::AlreadyCancelled => already_cancelled(lang).into(),
        Refusal::CutoffPassed { closed } => cutoff_passed(lang, *closed),
        Refusal::SoldOut { dish, left } => sold_out(lang, dish, *left),
        Refusal::OrderEmpty => order_empty(lang).into(),
        Refusal::TooManyPortions { max } => too_many_portions(lang, *max),
        Refusal::AlreadyOrdered { name } => already_ordered(lang, name),
        Refusal::NotYetTheDay => not_yet_the_day(lang).into(),
        Refusal::AlreadyHandedOut => already_handed_out(lang).into(),
        Refusal::WordsMissing => words_missing(lang).into(),
        Refusal::WordsTooLong { max } => words_too_long(lang, *max),
        Refusal::TooManyPhotos { max } => too_many_photos(lang, *max),
        Refusal::OwnReport => own_report(lang).into(),
        Refusal::AlreadyEndorsed => already_endorsed(lang).into(),
        Refusal::ReportClosed => report_closed(lang).into(),
        Refusal::CannotMerge => cannot_merge(lang).into(),
        Refusal::CapacityBelowConfirmed { confirmed } => service::capacity_below_confirmed(lang, *confirmed),
        Refusal::CapacityOutOfRange { max } => service::capacity_out_of_range(lang, *max),
        Refusal::EndsBeforeStarts => ends_before_starts(lang).into(),
        Refusal::InThePast => in_the_past(lang).into(),
        Refusal::BadTitle { max } => bad_title(lang, *max),
        Refusal::PriceOutOfRange { max_fen } => price_out_of_range(lang, *max_fen),
        Refusal::BadAges { max } => bad_ages(lang, *max),
        Refusal::BadSeries => bad_series(lang).into(),
        Refusal::NoDateToRepeat => no_date_to_repeat(lang).into(),
        Refusal::NotForYou { name, rule, place } => not_for_you(lang, name, *rule, place),
        Refusal::BadName => bad_name(lang).into(),
        Refusal::BadPhone => bad_phone(lang).into(),
        Refusal::BadMonth => bad_month(lang).into(),
        Refusal::UpdateNeeded => update_needed(lang).into(),
        Refusal::SignedOut => signed_out(lang).into(),
        Refusal::ShiftFull => shift_full(lang).into(),
        Refusal::AdultNeeded => adult_needed(lang).into(),
        Refusal::LastAdult => last_adult(lang).into(),
        Refusal::AlreadySaid => already_said(lang).into(),
        Refusal::ShiftTaken => shift_taken(lang).into(),
        Refusal::OwnHours => own_hours(lang).into(),
        Refusal::NotOverYet => not_over_yet(lang).into(),
        Refusal::OfferOver => offer_over(lang).into(),
        Refusal::LotteryFixed => lottery_fixed(lang).into(),
        Refusal::AlreadyOnShift { .. }
        | Refusal::GuardianNeeded { .. }
        | Refusal::QualificationMissing { .. }
        | Refusal::QualificationEnds { .. }
        | Refusal::TooLateToLeave { .. }
        | Refusal::PeopleOutOfRange { .. }
        | Refusal::EntriesClosed { .. }
        | Refusal::LotteryHours { .. }
        | Refusal::KeptOutOfRange { .. }
        | Refusal::CallClosed { .. }
        | Refusal::AnswersTooLate
        | Refusal::BadPublishTime
        | Refusal::CountOutOfRange { .. }
        | Refusal::HoursOverlap { .. }
        | Refusal::NoHours
        | Refusal::NotNow { .. }
        | Refusal::AttendanceClosed { .. }
        | Refusal::CollectorNeeded { .. }
        | Refusal::NotACollector { .. }
        | Refusal::WhoBrings { .. }
        | Refusal::NoRoom { .. }
        | Refusal::OtherCannot { .. } => service::sentence(lang, refusal),
        Refusal::SignupNotOpen { .. }
        | Refusal::SignupClosed { .. }
        | Refusal::CancelClosed { .. }
        | Refusal::WindowHours { .. } => windows::sentence(lang, refusal),
    }
}

/// Why the phone itself did not take something on.
pub fn not_taken(lang: Lang, why: &NotTaken) -> String {
    match why {
        NotTaken::Refused(refusal) => sentence(lang, refusal),
        NotTaken::SignInFirst => sign_in_first(lang).into(),
        NotTaken::NotStored => common::not_stored(lang).into(),
    }
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

/// Who does not fit and why, and what can be done.
fn not_for_you(lang: Lang, name: &str, rule: Audience, place: &str) -> String {
    let (zh, en) = match rule {
        Audience::Everyone => return lang.pick(format!("没报上：{name}不能报。"), format!("Not signed up: {name}.")),
        Audience::Members => (
            "只给这个组织的成员。想参加，请先找负责人加入".to_owned(),
            "it is for the team's members. To join it, please ask one of its leaders".to_owned(),
        ),
        Audience::Ages { from, until: AGE_MAX } => (
            format!("要满 {from} 岁。登记的出生年月不对的话，请到社区改"),
            format!(
                "it is for people of {from} and older. If the registered month of birth is wrong, please tell the office"
            ),
        ),
        Audience::Ages { from, until } => (
            format!("给 {from} 到 {until} 岁的人。登记的出生年月不对的话，请到社区改"),
            format!(
                "it is for ages {from} to {until}. If the registered month of birth is wrong, please tell the office"
            ),
        ),
        Audience::Compound(_) => (
            format!("只给{place}的住户。住址登记得不对的话，请到社区改"),
            format!("it is for those who live in {place}. If the registered address is wrong, please tell the office"),
        ),
    };
    lang.pick(
        format!("没报上：{name}不符合这个活动的条件，{zh}；别的人可以分开报。"),
        format!("Not signed up: {name} does not fit, {en}. The others can sign up without them."),
    )
}

fn party_too_large(lang: Lang, max: usize) -> String {
    lang.pick(
        format!("没报上：一次最多报 {max} 个人。请分两次报。"),
        format!("Not signed up: at most {max} people at once. Please sign up in two steps."),
    )
}

fn already_signed_up(lang: Lang, name: &str) -> String {
    lang.pick(
        format!("没报上：{name}已经报过这一场了，不用再报。"),
        format!("Not signed up: {name} is signed up for this date already."),
    )
}

fn time_clash(lang: Lang, name: &str, title: &str) -> String {
    if title.is_empty() {
        return service::busy(lang, name);
    }
    lang.pick(
        format!("没报上：{name}那个时间有“{title}”，时间重了。要报这一场，请先退那一场。"),
        format!("Not signed up: {name} has “{title}” at that time. To join this one, please give that one up first."),
    )
}

/// The deadline by its date: a refusal may be read days later, when "yesterday" would be wrong.
fn cutoff_passed(lang: Lang, closed: Moment) -> String {
    let (_, month, day) = closed.day().parts();
    let clock = closed.clock();
    lang.pick(
        format!("没办成：{month}月{day}日 {clock} 已经截止，食堂要按数买菜。请订别的日子，或打电话问问社区。"),
        format!(
            "Not done: it closed at {clock} on {day}/{month}, because the canteen buys by the count. \
             Please choose another day or call the office."
        ),
    )
}

fn sold_out(lang: Lang, dish: &str, left: u32) -> String {
    if left == 0 {
        lang.pick(
            format!("没订上：{dish}订完了。请换一个菜。"),
            format!("Not ordered: {dish} is sold out. Please choose another dish."),
        )
    } else {
        lang.pick(
            format!("没订上：{dish}只剩 {left} 份了。请少订几份或换一个菜。"),
            format!("Not ordered: only {left} of {dish} left. Please order fewer or choose another dish."),
        )
    }
}

fn too_many_portions(lang: Lang, max: u32) -> String {
    lang.pick(
        format!("没订上：一个人一顿最多 {max} 份。请减几份。"),
        format!("Not ordered: at most {max} portions per person and meal. Please take some off."),
    )
}

fn already_ordered(lang: Lang, name: &str) -> String {
    lang.pick(
        format!("没订上：{name}这天已经订过了。要改，先退掉那份再订。"),
        format!("Not ordered: {name} has an order for that day. To change it, please give that one up first."),
    )
}

fn words_too_long(lang: Lang, max: usize) -> String {
    lang.pick(
        format!("写得太长了，最多 {max} 个字。请删短一点再送。"),
        format!("The text is too long, at most {max} characters. Please shorten it and send it again."),
    )
}

fn too_many_photos(lang: Lang, max: usize) -> String {
    lang.pick(
        format!("没送出：最多 {max} 张照片。请去掉几张。"),
        format!("Not sent: at most {max} photos. Please remove some."),
    )
}

#[cfg(test)]
mod tests;
