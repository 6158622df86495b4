//! A command in words, for the list of what waits, what was refused and what was sent. Here is what each of them does; what the
//! phone knows of what it is about stands in one file per noun.
//!
//! Days are said by their date: a line of that list may be read a week later.

mod activity;
mod favour;
mod meal;
mod people;
mod report;
mod shift;
mod stint;
mod team;
mod text;

use crate::look::Lang;
use crate::words::desk::kitchen;
use crate::words::when::lasting as moment;
use crate::words::{canteen, counted, errand};
use domain::collector::Collector;
use domain::command::Command;
use domain::device::Device;
use domain::dish::Dish;
use domain::replica::Replica;
use domain::scheduled::Timing;
use domain::serving::Serving;
use domain::visit::Visit;
use text::{date, join, quote};

/// What the command does, as its maker would say it.
pub fn describe(lang: Lang, command: &Command, view: &Replica) -> String {
    let known = Known { lang, view };
    let (zh, en, what) = match command {
        Command::SignUp { occurrence, party, .. } => {
            ("报名", "Sign up", join(lang, [known.date(*occurrence), known.names(party)]))
        }
        Command::CancelSignup { signup } => ("不去了", "Not going", known.of_signup(*signup)),
        Command::AcceptOffer { signup } => ("要这个空位", "Take the place", known.of_signup(*signup)),
        Command::OfferTo { signup } => ("把空位给候补的人", "Offer a place", known.of_signup(*signup)),
        Command::SignUpFor { occurrence, .. } => ("替人报名", "Sign somebody up", known.date(*occurrence)),
        Command::LeasePlaces { occurrence, places, .. } => {
            let places = lang.pick(format!("{places} 个"), format!("{places}"));
            ("带走名额", "Take places along", join(lang, [known.date(*occurrence), places]))
        }
        Command::ReturnPlaces { lease } => ("把名额放回去", "Give places back", known.lease(*lease)),
        Command::GivePlaces { occurrence, .. } => ("当面给名额", "Let somebody in", known.date(*occurrence)),
        Command::AnswerSignup { signup, agreed: true, .. } => {
            ("同意报名", "Accept a sign-up", known.of_signup(*signup))
        }
        Command::AnswerSignup { signup, .. } => ("不同意报名", "Decline a sign-up", known.of_signup(*signup)),
        Command::PlaceOrder { day, eater, portions, .. } => {
            let dishes = known.dishes(portions);
            ("订餐", "Order a meal", join(lang, [date(lang, *day), known.names(&[*eater]), dishes]))
        }
        Command::SetMenu { day, meal, .. } => {
            ("定菜单", "Set a menu", join(lang, [date(lang, *day), canteen::meal(lang, *meal).into()]))
        }
        Command::CopyMenus { first } => ("菜单像上周一样", "Menus like last week", date(lang, *first)),
        Command::ShowDish { dish, .. } => {
            let name = known.view.get::<Dish>(dish.0).map(|dish| dish.name.clone()).unwrap_or_default();
            ("菜的照片", "A dish's picture", name)
        }
        Command::PlaceOrderFor { day, eater, portions, .. } => {
            let dishes = known.dishes(portions);
            ("代订餐", "Order a meal for somebody", join(lang, [date(lang, *day), known.names(&[*eater]), dishes]))
        }
        Command::CountServing { serving, left, wasted } => {
            let dish = known.view.get::<Serving>(serving.0).map(|serving| serving.name.clone()).unwrap_or_default();
            let counted = kitchen::left_and_wasted(lang, *left, *wasted);
            ("记剩菜", "Note what was left", join(lang, [dish, counted]))
        }
        Command::RateOrder { order, .. } => ("说饭怎么样", "Say how a meal was", known.of_order(*order)),
        Command::CancelOrder { order } => ("退餐", "Give a meal up", known.of_order(*order)),
        Command::ChangeOrder { order, portions } => {
            ("改订餐", "Change an order", join(lang, [known.of_order(*order), known.dishes(portions)]))
        }
        Command::FileReport { draft, .. } => {
            ("提诉求", "Report", join(lang, [known.need(draft.need), quote(&draft.words)]))
        }
        Command::WithdrawReport { report } => ("撤回诉求", "Take a report back", known.report(*report)),
        Command::Endorse { report } => ("我也需要", "I need it too", known.report(*report)),
        Command::AddOccurrence { activity, plan, .. } => {
            ("加一场", "Add a date", join(lang, [known.title(*activity), moment(lang, plan.starts)]))
        }
        Command::EditOccurrence { occurrence, .. } => ("改一场", "Change a date", known.date(*occurrence)),
        Command::CancelOccurrence { occurrence, .. } => ("取消一场", "Call a date off", known.date(*occurrence)),
        Command::PostActivity { draft, first, .. } => {
            ("发布活动", "Post an activity", join(lang, [draft.title.trim().into(), moment(lang, first.starts)]))
        }
        Command::SchedulePost { content, publish_at, .. } => (
            "定时发布活动",
            "Post an activity at a time",
            join(lang, [content.draft.title.trim().into(), moment(lang, *publish_at)]),
        ),
        Command::ChangeScheduled { scheduled, timing: Timing::Now } => {
            ("现在发布", "Publish now", known.scheduled(*scheduled))
        }
        Command::ChangeScheduled { scheduled, timing: Timing::Never } => {
            ("不发布了", "Do not publish", known.scheduled(*scheduled))
        }
        Command::ChangeScheduled { scheduled, timing: Timing::At(at) } => {
            ("改发布时间", "Change when to publish", join(lang, [known.scheduled(*scheduled), moment(lang, *at)]))
        }
        Command::ChangeActivity { draft, .. } => ("改活动", "Change an activity", draft.title.trim().into()),
        Command::CancelFrom { occurrence, .. } => {
            ("从这次起全部取消", "Call off all from here", known.date(*occurrence))
        }
        Command::AmendFrom { occurrence, .. } => ("从这次起都改", "Change all from here", known.date(*occurrence)),
        Command::NoteCall { notice, told: true, door: true } => {
            ("上门告诉了", "Told at the door", known.unreached(*notice))
        }
        Command::NoteCall { notice, told: true, .. } => ("打电话告诉了", "Told by telephone", known.unreached(*notice)),
        Command::NoteCall { notice, .. } => ("打电话没人接", "Called, no answer", known.unreached(*notice)),
        Command::SeeNotices { .. } => ("看过消息", "Messages seen", String::new()),
        Command::ChooseNotices { kind, .. } => {
            ("选要哪些消息", "Choose messages", crate::words::notice::choice(lang, *kind).into())
        }
        Command::NoteTally { counted, .. } => {
            ("记做了多少", "Note what was made", join(lang, [known.venture(counted.of), counted.what.clone()]))
        }
        Command::SetRegular { eater, meal, .. } => {
            ("设长期订餐", "Set a regular order", join(lang, [known.names(&[*eater]), known.which(*meal)]))
        }
        Command::EndRegular { .. } => ("停掉长期订餐", "End a regular order", String::new()),
        Command::RecordVisit { visit, .. } => {
            let name = view.get::<Visit>(visit.0).map(|row| row.person.name.clone());
            ("记走访", "Note a visit", name.unwrap_or_default())
        }
        Command::HandOut { order } => ("出餐", "Hand a meal out", known.of_order(*order)),
        Command::TopUp { resident, fen, .. } => {
            ("充值", "Pay ahead", join(lang, [known.purse(*resident), canteen::price(lang, *fen)]))
        }
        Command::PayBack { resident, fen, .. } => {
            ("退饭费", "Give meal money back", join(lang, [known.purse(*resident), canteen::price(lang, *fen)]))
        }
        Command::PayOrder { order, .. } => ("用余额付", "Pay from the balance", known.of_order(*order)),
        Command::TakePayment { order, .. } => ("收饭费", "Take a payment", known.of_order(*order)),
        Command::ReverseEntry { reason, .. } => ("记错了，退回", "Take back what was noted wrongly", reason.clone()),
        Command::NoteErrand { errand, state, .. } => errand::said(view, *errand, *state),
        Command::CloseTill { day, counted_fen, .. } => {
            ("日结", "Close the till", join(lang, [date(lang, *day), canteen::price(lang, *counted_fen)]))
        }
        Command::AnswerReport { report, words, .. } => {
            ("回复诉求", "Answer a report", join(lang, [known.report(*report), quote(words)]))
        }
        Command::MergeReport { report, .. } => ("合并诉求", "Merge a report", known.report(*report)),
        Command::RegisterResident { resident } => ("登记居民", "Register a resident", resident.name.clone()),
        Command::TakeShift { shift, resident, .. } => {
            ("来帮忙", "Help out", join(lang, [known.shift(*shift), known.names(&[*resident])]))
        }
        Command::LeaveShift { duty } => ("班次不去了", "Not coming to a shift", known.of_duty(*duty)),
        Command::SeekReplacement { duty, seeking: true } => ("找人替班", "Look for a stand-in", known.of_duty(*duty)),
        Command::SeekReplacement { duty, .. } => ("班次照去", "Come after all", known.of_duty(*duty)),
        Command::ProposeSwap { shift, .. } => ("想换班", "Propose to swap", known.shift(*shift)),
        Command::AnswerSwap { swap, agreed: true } => ("同意换班", "Agree to swap", known.of_swap(*swap)),
        Command::AnswerSwap { swap, .. } => ("不换班", "No swap", known.of_swap(*swap)),
        Command::AskToJoin { organization, .. } => ("申请入队", "Ask to join", known.team(*organization)),
        Command::InviteToJoin { organization, resident, .. } => {
            ("邀请入队", "Invite to a team", join(lang, [known.team(*organization), known.names(&[*resident])]))
        }
        Command::AnswerJoining { joining, agreed: true, .. } => ("同意入队", "Agree to join", known.joining(joining.0)),
        Command::AnswerJoining { joining, .. } => ("不入队", "Not joining", known.joining(joining.0)),
        Command::LeaveTeam { organization } => ("退出队伍", "Leave a team", known.team(*organization)),
        Command::TakeOffTeam { organization, resident } => {
            let who = known.member(*organization, *resident);
            ("请出队伍", "Take off a team", join(lang, [known.team(*organization), who]))
        }
        Command::SetStanding { organization, resident, substitute } => {
            let who = known.member(*organization, *resident);
            let what = join(lang, [known.team(*organization), who]);
            if *substitute { ("当替补", "Stand in", what) } else { ("不当替补", "No longer stand in", what) }
        }
        Command::PostCall { plan, .. } => {
            ("发召集令", "Call the units", join(lang, [plan.title.clone(), moment(lang, plan.starts)]))
        }
        Command::ChangeCall { call, .. } => ("改召集令", "Change a call", known.call(*call)),
        Command::CloseCall { call } => ("结束召集", "Close a call", known.call(*call)),
        Command::Pledge { call, count: 0, .. } => ("回复召集：来不了", "Answer a call: nobody", known.call(*call)),
        Command::Pledge { call, count, .. } => {
            let people = lang.pick(format!("{count} 人"), counted(*count, "person", "people"));
            ("回复召集", "Answer a call", join(lang, [known.call(*call), people]))
        }
        Command::CloseAttendance { occurrence } => ("结算一场", "Settle a date", known.date(*occurrence)),
        Command::SayThanks { occurrence, words, .. } if words.is_empty() => {
            ("收回谢谢", "Take thanks back", known.date(*occurrence))
        }
        Command::SayThanks { words, .. } => ("说谢谢", "Say thanks", quote(words)),
        Command::OfferSkill { craft, .. } => ("登记我会的", "Offer what I can do", craft.words.trim().into()),
        Command::WithdrawOffering { offering } => ("撤下我会的", "Take an offer back", known.offering(*offering)),
        Command::Favour { favour, step } => known.step(*favour, step),
        Command::Stint { stint, step } => known.stint(*stint, step),
        Command::Mandate { mandate, step } => known.mandate(*mandate, step),
        Command::AddShift { plan, .. } => {
            ("加一个班次", "Add a shift", join(lang, [plan.role.clone(), moment(lang, plan.starts)]))
        }
        Command::EditShift { shift, .. } => ("改一个班次", "Change a shift", known.shift(*shift)),
        Command::CancelShift { shift, .. } => ("取消一个班次", "Call a shift off", known.shift(*shift)),
        Command::NotePresence { seen, .. } => known.presence(seen),
        Command::SignHours { served, .. } => ("记时长", "Sign hours", known.names(&[served.resident])),
        Command::ReverseHours { .. } => ("撤回时长", "Take hours back", String::new()),
        Command::IssueCertificate { person, .. } => ("开服务证明", "Issue a certificate", known.names(&[*person])),
        Command::RecordQualification { resident, .. } => {
            ("登记资质", "Record a qualification", known.names(&[*resident]))
        }
        Command::AuthoriseCollector { trusted, .. } => (
            "登记接送人",
            "Name who may collect",
            join(lang, [known.names(&[trusted.child]), trusted.name.trim().into()]),
        ),
        Command::WithdrawCollector { collector } => {
            let name = view.get::<Collector>(collector.0).map(|collector| collector.name.clone());
            ("撤下接送人", "Take a collector back", name.unwrap_or_default())
        }
        Command::NoteAid { resident, noted, .. } if noted.is_empty() => {
            ("清空过敏和紧急联系人", "Empty what to know in an emergency", known.names(&[*resident]))
        }
        Command::NoteAid { resident, .. } => {
            ("写过敏和紧急联系人", "Say what to know in an emergency", known.names(&[*resident]))
        }
        Command::RevokeDevice { device } => {
            let label = view.get::<Device>(device.0).map(|device| device.label.clone());
            ("退出一台手机", "Sign a phone out", label.unwrap_or_default())
        }
    };
    let verb = lang.pick(zh, en);
    if what.is_empty() { verb.into() } else { lang.pick(format!("{verb}：{what}"), format!("{verb}: {what}")) }
}

/// What the rows of this phone can say about an identity. What is not on the phone stays empty.
struct Known<'a> {
    lang: Lang,
    view: &'a Replica,
}

#[cfg(test)]
mod tests;
