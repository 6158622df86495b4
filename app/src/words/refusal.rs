//! A sentence for every no: what did not happen, why, and what one can do now.

#[cfg(feature = "desk")]
mod leaders;
#[cfg(feature = "desk")]
mod money;
#[cfg(feature = "desk")]
mod running;
#[cfg(feature = "desk")]
mod service;
#[cfg(not(feature = "desk"))]
mod service {
    use super::{Lang, Refusal};

    /// Nothing that is done on residents' pages is refused so: what a volunteer or an organizer sent is read where it waits.
    pub(super) fn sentence(lang: Lang, _: &Refusal) -> String {
        super::elsewhere(lang).into()
    }
}

use crate::look::Lang;
use crate::sync::{ACCOUNTS, NotTaken};
use crate::words::{canteen, common, when, windows};
use domain::audience::{AGE_MAX, Audience};
use domain::dish::DishKind;
use domain::refusal::Refusal;
use domain::when::Moment;

sentences! {
    sign_in_first: "没办成：这台手机上还没有登录。请先登录，再做一次。",
        "Not done: nobody is signed in on this phone. Please sign in first, then do it again.";
    not_found: "没办成：找不到这一项了，可能刚改过。请重新打开这一页看看。",
        "Not done: this is no longer there; it may have just been changed. Please open the page again.";
    not_allowed: "没办成：这件事不归您办。要办，请找社区工作人员。",
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
    no_delivery: "没订上：这天不送餐。请改成来食堂吃。",
        "Not ordered: no meals are brought on that day. Please choose to eat at the canteen.";
    already_handed_out: "没办成：这份饭已经取走了。如果您没有取，请问一下食堂。",
        "Not done: this meal was already handed out. If you did not fetch it, please ask the canteen.";
    regular_stopped: "没订上：给您设长期订餐的人不在了，已经停了。请在长期订餐里重新设。",
        "Not ordered: whoever set the regular order is not here any more, so it has stopped. Please set it anew.";
    words_missing: "没送出：还没写字。请写一两句。", "Not sent: nothing is written. Please write a sentence or two.";
    own_report: "这条是您自己提的，已经算您一份。", "You reported this yourself, so you are counted already.";
    already_endorsed: "您说过“我也需要”了，已经算上。", "You have said so before, and you are counted.";
    report_closed: "没办成：这条诉求已经结束。还有事，请新提一条。",
        "Not done: this report is closed. If something is still needed, please file a new one.";
    update_needed: "没办成：手机上的西山是旧版。请连上网打开一次，换上新版再试。",
        "Not done: the app on this phone is out of date. Please open it once with a network, then try again.";
    newer: "没办成：手机上的西山是旧版，看不出原因。请换上新版再看。",
        "Not done: the app on this phone is too old to show the reason. Please update it, then look again.";
    offer_over: "没办成：这个空位没有给您留着了，可能已经过了答复的时间。还想去，请再排候补。",
        "Not done: the place is not held for you any more; perhaps the time to answer is over. You can join the waiting list again.";
    balance_short: "没办成：余额不够。可以到窗口付，或者先到服务台充值。",
        "Not done: the balance is too small. Please pay at the counter, or pay ahead at the desk first.";
    already_said: "已经这样记下了，不用再办。", "This is noted already; there is nothing more to do.";
    elsewhere: "没办成。原因在“等待发送”里。", "Not done. The reason is in the list of what waits.";
    signed_out: "没送出：这台手机在别处被退出过。是您自己办的，就再试一次；不是，就不要了。",
        "Not sent: this phone was signed out from elsewhere. If you did this yourself, try again; if not, drop it.";
}

/// Nothing of that kind is cooked.
fn not_on_menu(lang: Lang, kind: DishKind) -> String {
    let kind = canteen::kind(lang, kind);
    lang.pick(
        format!("没订上：这一天没有{kind}。请看看菜单，自己订一份。"),
        format!("Not ordered: there is nothing of this kind on that day ({kind}). Please look at the menu and order by hand."),
    )
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
        Refusal::NoDelivery => no_delivery(lang).into(),
        Refusal::WayFull { delivered, other } => canteen::way_full(lang, *delivered, *other).into(),
        Refusal::OrderEmpty => order_empty(lang).into(),
        Refusal::TooManyPortions { max } => too_many_portions(lang, *max),
        Refusal::AlreadyOrdered { name } => already_ordered(lang, name),
        Refusal::NotOnMenu { kind } => not_on_menu(lang, *kind),
        Refusal::AlreadyHandedOut => already_handed_out(lang).into(),
        Refusal::RegularStopped => regular_stopped(lang).into(),
        Refusal::WordsMissing => words_missing(lang).into(),
        Refusal::WordsTooLong { max } => words_too_long(lang, *max),
        Refusal::TooManyPhotos { max } => too_many_photos(lang, *max),
        Refusal::OwnReport => own_report(lang).into(),
        Refusal::AlreadyEndorsed => already_endorsed(lang).into(),
        Refusal::ReportClosed => report_closed(lang).into(),
        Refusal::NotForYou { name, rule, place } => not_for_you(lang, name, *rule, place),
        Refusal::UpdateNeeded => update_needed(lang).into(),
        Refusal::Newer(_) => newer(lang).into(),
        Refusal::SignedOut => signed_out(lang).into(),
        Refusal::AlreadySaid => already_said(lang).into(),
        Refusal::OfferOver => offer_over(lang).into(),
        Refusal::BalanceShort => balance_short(lang).into(),
        Refusal::EntriesClosed { since } => entries_closed(lang, *since),
        Refusal::NotNow { from, until } => not_now(lang, *from, *until),
        Refusal::AttendanceClosed { since } => attendance_closed(lang, *since),
        Refusal::AlreadyOnShift { .. }
        | Refusal::GuardianNeeded { .. }
        | Refusal::QualificationMissing { .. }
        | Refusal::QualificationEnds { .. }
        | Refusal::TooLateToLeave { .. }
        | Refusal::PeopleOutOfRange { .. }
        | Refusal::LotteryHours { .. }
        | Refusal::KeptOutOfRange { .. }
        | Refusal::LeaseOutOfRange { .. }
        | Refusal::CallClosed { .. }
        | Refusal::AnswersTooLate
        | Refusal::BadPublishTime
        | Refusal::NoPicture
        | Refusal::PortionsOutOfRange { .. }
        | Refusal::CountOutOfRange { .. }
        | Refusal::HoursOverlap { .. }
        | Refusal::NoHours
        | Refusal::CollectorNeeded { .. }
        | Refusal::NotACollector { .. }
        | Refusal::WhoBrings { .. }
        | Refusal::NoRoom { .. }
        | Refusal::CannotMerge
        | Refusal::CapacityBelowConfirmed { .. }
        | Refusal::CapacityOutOfRange { .. }
        | Refusal::EndsBeforeStarts
        | Refusal::InThePast
        | Refusal::BadTitle { .. }
        | Refusal::PriceOutOfRange { .. }
        | Refusal::BadAges { .. }
        | Refusal::BadSeries
        | Refusal::NoDateToRepeat
        | Refusal::BadName
        | Refusal::BadPhone
        | Refusal::BadMonth
        | Refusal::ShiftFull
        | Refusal::AdultNeeded
        | Refusal::LastAdult
        | Refusal::ShiftTaken
        | Refusal::OwnHours
        | Refusal::NotOverYet
        | Refusal::LotteryFixed
        | Refusal::NotYetTheDay
        | Refusal::RegularDays
        | Refusal::RegularOpen { .. }
        | Refusal::WindowHours { .. }
        | Refusal::PlacesGiven { .. }
        | Refusal::CountsDiffer { .. }
        | Refusal::NotBegun { .. }
        | Refusal::Answered { .. }
        | Refusal::Unanswered { .. }
        | Refusal::SaidMeanwhile { .. }
        | Refusal::ChangedMeanwhile { .. }
        | Refusal::ShiftStays { .. }
        | Refusal::AmountOutOfRange { .. }
        | Refusal::AlreadyPaid
        | Refusal::DayClosed
        | Refusal::MovedByMerging
        | Refusal::OtherCannot { .. } => service::sentence(lang, refusal),
        Refusal::SignupNotOpen { .. } | Refusal::SignupClosed { .. } | Refusal::CancelClosed { .. } => {
            windows::sentence(lang, refusal)
        }
    }
}

/// Why the phone itself did not take something on.
pub fn not_taken(lang: Lang, why: &NotTaken) -> String {
    match why {
        NotTaken::Refused(refusal) if ACCOUNTS => sentence(lang, refusal),
        NotTaken::Refused(_) | NotTaken::SignInFirst => sign_in_first(lang).into(),
        NotTaken::NotStored => common::not_stored(lang).into(),
    }
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
        return busy(lang, name);
    }
    lang.pick(
        format!("没报上：{name}那个时间有“{title}”，时间重了。要报这一场，请先退那一场。"),
        format!("Not signed up: {name} has “{title}” at that time. To join this one, please give that one up first."),
    )
}

/// The deadline by its date: a refusal may be read days later, when "yesterday" would be wrong.
fn cutoff_passed(lang: Lang, closed: Moment) -> String {
    let at = when::lasting(lang, closed);
    lang.pick(
        format!("没办成：{at}已经截止，食堂要按数买菜。请订别的日子，或打电话问问社区。"),
        format!(
            "Not done: it closed at {at}, because the canteen buys by the count. \
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
        format!("没订上：{name}这天已经订过了。要改，就改那一份。"),
        format!("Not ordered: {name} has an order for that day. To change it, please change that one."),
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

/// Somebody has something else at that time, which is not for everyone to know.
fn busy(lang: Lang, name: &str) -> String {
    lang.pick(
        format!("没报上：{name}那个时间另有安排。请问一问本人，退了那边再来报。"),
        format!("Not signed up: {name} has something else at that time. Please ask them to give that up first."),
    )
}

fn not_now(lang: Lang, from: Moment, until: Moment) -> String {
    let (day, hours) = (when::date(lang, from.day(), from.day()), when::clocks(lang, from.clock(), until.clock()));
    lang.pick(
        format!("没签上：{day}{hours}可以自己签到。别的时候请找负责人。"),
        format!("Not noted: you can say that you are there on {day}, {hours}. Otherwise please ask a leader."),
    )
}

fn attendance_closed(lang: Lang, since: Moment) -> String {
    let at = when::lasting(lang, since);
    lang.pick(
        format!("没记上：这一场{at}已经结算，不再补记。那以前在手机上记下的，晚送到也算。"),
        format!("Not noted: this date was settled at {at}. What a phone noted before that still counts."),
    )
}

fn entries_closed(lang: Lang, since: Moment) -> String {
    let at = when::lasting(lang, since);
    lang.pick(
        format!("没报上：这一场抽签，{at}截止报名。抽完以后，可以来排候补。"),
        format!("Not signed up: entries closed at {at}. After the draw you can join the waiting list."),
    )
}

#[cfg(test)]
mod tests;
