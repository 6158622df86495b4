//! The commands that a line of the policy means.

use crate::cast::{Player, STRANGER};
use crate::policy::Line;
use crate::world::{Ask, World};
use domain::activity;
use domain::command::{Command, Envelope, SCHEMA};
use domain::id::{
    ActivityId, CommandId, DeviceId, NoticeId, OccurrenceId, OrderId, OrganizationId, RatingId, ReportId, ResidentId,
    ServingId, SignupId,
};
use domain::notice::Kind;
use domain::order::Portions;
use domain::rating::Rated;
use domain::report::{Draft, ReportState};
use domain::resident::Registered;
use domain::series::{Series, Skip};
use domain::signup::SignupState;
use domain::when::HOUR_MS;
use domain::wire::Push;
use server::commands::now;
use uuid::Uuid;

/// A resident with whom the opera team has nothing to do.
const UNKNOWN: &str = "R0100";

/// A push of this one command. Whoever names no account writes the resident's into the envelope.
pub fn push(world: &World, player: &Player, command: Command) -> Ask {
    let envelope = Envelope {
        id: CommandId(Uuid::now_v7()),
        device: player.phone.as_ref().map_or(DeviceId(Uuid::nil()), |phone| phone.id),
        device_seq: 1,
        actor: player.me.unwrap_or_else(|| world.resident("R0158")),
        depends_on: Vec::new(),
        made_at: now(),
        schema: SCHEMA,
        command,
    };
    Ask::json("POST", "/api/push", &Push { epoch: String::new(), commands: vec![envelope] })
        .by(player.cookie(), player.me)
}

/// The command of a line, on a thing that was made for it.
pub async fn command(world: &World, player: &Player, line: &Line) -> Command {
    let relation = line.relation.as_str();
    let who = match relation {
        "absent" => ResidentId(Uuid::now_v7()),
        _ => player.whose(world, relation).unwrap_or_else(|| panic!("{} has no {relation}", player.name)),
    };
    match line.name.as_str() {
        "sign_up" => {
            let occurrence = world.date("chess").await;
            Command::SignUp { signup: SignupId(Uuid::now_v7()), occurrence, party: vec![who], split: None }
        }
        "cancel_signup" => Command::CancelSignup { signup: signup(world, who, relation, SignupState::Confirmed).await },
        "accept_offer" => {
            let offered = SignupState::Offered { ticket: 1, until: now().plus_ms(HOUR_MS) };
            Command::AcceptOffer { signup: signup(world, who, relation, offered).await }
        }
        "offer_to" => {
            let waits = SignupState::Waiting { ticket: 1, position: 1 };
            Command::OfferTo { signup: signup(world, who, relation, waits).await }
        }
        "answer_signup" => {
            let (agreed, words) = (true, String::new());
            Command::AnswerSignup { signup: signup(world, who, relation, SignupState::Asked).await, agreed, words }
        }
        "sign_up_for" => sign_up_for(world, who, relation).await,
        "place_order" => {
            let (day, serving) = world.serving().await;
            let portions = vec![Portions { serving, count: 1 }];
            let (order, delivered, from_balance) = (OrderId(Uuid::now_v7()), false, false);
            Command::PlaceOrder { order, day, eater: who, portions, delivered, from_balance, note: String::new() }
        }
        "place_order_for" => {
            let (day, serving) = world.serving().await;
            let (order, portions) = (OrderId(Uuid::now_v7()), vec![Portions { serving, count: 1 }]);
            Command::PlaceOrderFor { order, day, eater: who, portions, by_phone: true }
        }
        "count_serving" => {
            let (none, (today, left)) = (ServingId(Uuid::now_v7()), world.served().await);
            let serving = if relation == "absent" { none } else { today };
            Command::CountServing { serving, left, wasted: 0 }
        }
        "rate_order" => {
            let order = order(world, who, relation, -1).await;
            world.fetched(order).await;
            Command::RateOrder { rating: RatingId(Uuid::now_v7()), order, rated: Rated::default() }
        }
        "cancel_order" => Command::CancelOrder { order: order(world, who, relation, 1).await },
        "set_menu" | "copy_menus" => crate::menus::command(world, line).await,
        "show_dish" => crate::menus::shown(world, player, line).await,
        "change_order" => {
            let (day, serving) = world.serving().await;
            let none = OrderId(Uuid::now_v7());
            let order = if relation == "absent" { none } else { world.order_on(who, day).await };
            Command::ChangeOrder { order, portions: vec![Portions { serving, count: 1 }] }
        }
        "record_visit" => crate::visits::command(world, line, who).await,
        "set_regular" | "end_regular" => crate::regular::command(world, line, who).await,
        "hand_out" => Command::HandOut { order: order(world, who, relation, -1).await },
        "file_report" => {
            let draft = Draft { words: "楼道灯坏了".into(), ..Draft::default() };
            Command::FileReport { report: ReportId(Uuid::now_v7()), draft }
        }
        "withdraw_report" => Command::WithdrawReport { report: report(world, who, relation).await },
        "endorse" => Command::Endorse { report: report(world, who, relation).await },
        "answer_report" => Command::AnswerReport {
            report: report(world, who, relation).await,
            state: ReportState::InProgress,
            words: "在办了".into(),
        },
        "merge_report" => Command::MergeReport {
            report: report(world, who, relation).await,
            into: world.report(world.resident(STRANGER), "也是这盏灯", false).await.0,
        },
        "revoke_device" => Command::RevokeDevice { device: device(world, player, who, relation).await },
        "register_resident" => register(world),
        "take_shift"
        | "leave_shift"
        | "seek_replacement"
        | "add_shift"
        | "edit_shift"
        | "cancel_shift"
        | "note_presence"
        | "sign_hours"
        | "reverse_hours"
        | "issue_certificate"
        | "record_qualification"
        | "authorise_collector"
        | "withdraw_collector"
        | "propose_swap"
        | "answer_swap" => crate::service::command(world, line, who).await,
        "ask_to_join" | "invite_to_join" | "answer_joining" | "leave_team" | "set_standing" | "take_off_team" => {
            crate::teams::command(world, line, who).await
        }
        "post_call" | "change_call" | "close_call" | "pledge" => crate::alliances::command(world, line, who).await,
        "lease_places" | "return_places" | "give_places" => crate::leases::command(world, line, who).await,
        "see_notices" => Command::SeeNotices { until: now() },
        "choose_notices" => Command::ChooseNotices { kind: Kind::Answered, wanted: false },
        "note_aid" => crate::aid::command(world, who),
        "note_call" => Command::NoteCall { notice: NoticeId(Uuid::now_v7()), told: true, door: false },
        "note_errand" => crate::errands::command(world, line, who).await,
        "reverse_entry" => crate::money::reversal(world, player, line).await,
        "top_up" | "pay_back" | "pay_order" | "take_payment" | "close_till" => {
            crate::money::command(world, line, who).await
        }
        "amend_from" | "note_tally" => crate::running::command(world, line).await,
        "schedule_post" | "change_scheduled" => crate::publishing::command(world, line).await,
        "offer_skill" | "withdraw_offering" | "ask_favour" | "answer_favour" | "finish_favour" | "sign_favour" => {
            crate::skills::command(world, player, line, who).await
        }
        "say_stint" | "sign_stint" | "refuse_stint" => crate::stints::command(world, line, who).await,
        "ask_mandate" | "record_mandate" | "answer_mandate" => crate::mandates::command(world, line, who).await,
        _ => of_dates(world, line).await,
    }
}

async fn of_dates(world: &World, line: &Line) -> Command {
    let (relation, plan) = (line.relation.as_str(), world.plan());
    let absent = OccurrenceId(Uuid::now_v7());
    let occurrence = match (relation, line.name.as_str()) {
        ("absent", _) => absent,
        (_, "close_attendance" | "say_thanks") => world.past(relation).await,
        _ => world.date(relation).await,
    };
    match line.name.as_str() {
        "add_occurrence" => {
            let none = ActivityId(Uuid::now_v7());
            let activity = if relation == "absent" { none } else { world.activity(relation) };
            Command::AddOccurrence { occurrence: absent, activity, plan }
        }
        "edit_occurrence" => Command::EditOccurrence { occurrence, plan, before: None },
        "cancel_occurrence" => Command::CancelOccurrence { occurrence, reason: "下雨".into() },
        "post_activity" | "change_activity" => of_activities(world, line),
        "cancel_from" => Command::CancelFrom { occurrence, reason: "不办了".into() },
        "close_attendance" => Command::CloseAttendance { occurrence },
        "say_thanks" => Command::SayThanks { occurrence, words: "谢谢大家".into(), pictures: None, seen: None },
        other => panic!("no command {other}"),
    }
}

fn of_activities(world: &World, line: &Line) -> Command {
    let absent = line.relation == "absent";
    let draft = activity::Draft { title: format!("活动{}", world.number()), ..activity::Draft::default() };
    let series = Some(Series { rule: "FREQ=WEEKLY".into(), skip: Skip::PublicHolidays });
    if line.name == "change_activity" {
        let none = ActivityId(Uuid::now_v7());
        let activity = if absent { none } else { world.activity(&line.relation) };
        return Command::ChangeActivity { activity, draft, series: None };
    }
    let none = OrganizationId(Uuid::now_v7());
    let organization = if absent { none } else { world.organization(&line.relation) };
    let (activity, occurrence) = (ActivityId(Uuid::now_v7()), OccurrenceId(Uuid::now_v7()));
    Command::PostActivity { activity, organization, draft, first: world.plan(), occurrence, series }
}

async fn signup(world: &World, who: ResidentId, relation: &str, state: SignupState) -> SignupId {
    match relation {
        "absent" => SignupId(Uuid::now_v7()),
        "opera" | "dance" => world.signup_in(who, relation, state).await,
        _ => world.signup_in(who, "chess", state).await,
    }
}

/// For whom a team knows, because they were on one of its lists, and for whom it does not.
async fn sign_up_for(world: &World, who: ResidentId, relation: &str) -> Command {
    let team = if relation == "dance" { "dance" } else { "opera" };
    let who = match relation {
        "absent" => who,
        "unrelated" => world.resident(UNKNOWN),
        _ => {
            world.signup(who, team).await;
            who
        }
    };
    Command::SignUpFor { signup: SignupId(Uuid::now_v7()), occurrence: world.date(team).await, party: vec![who] }
}

async fn order(world: &World, who: ResidentId, relation: &str, direction: i32) -> OrderId {
    if relation == "absent" { OrderId(Uuid::now_v7()) } else { world.order(who, direction).await }
}

async fn report(world: &World, who: ResidentId, relation: &str) -> ReportId {
    if relation == "absent" { ReportId(Uuid::now_v7()) } else { world.report(who, "路灯不亮", false).await.0 }
}

async fn device(world: &World, player: &Player, who: ResidentId, relation: &str) -> DeviceId {
    match relation {
        "absent" => DeviceId(Uuid::now_v7()),
        "this" => player.phone.as_ref().unwrap().id,
        _ => world.other_phone(who).await,
    }
}

fn register(world: &World) -> Command {
    let building = world.census.compounds[0].buildings[0].id;
    let resident = Registered {
        id: ResidentId(Uuid::now_v7()),
        name: "新来的".into(),
        building,
        stairwell: "一单元".into(),
        room: "999".into(),
        ..Registered::default()
    };
    Command::RegisterResident { resident }
}
