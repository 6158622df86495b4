//! Offerings and favours on both databases: offered, asked for, agreed to, done, signed into the ledger of hours; who is
//! told what on the way; and the doctor finds nothing wrong with it, and everything that is broken on purpose.

use crate::both_databases;
use crate::support::{Stage, applied, envelope, refused};
use domain::command::Command;
use domain::deed::Deed;
use domain::favour::{Favour, FavourState, Spent, Step};
use domain::hours::Served;
use domain::id::{FavourId, HoursId, OfferingId, OrganizationId, ResidentId};
use domain::offering::{Craft, Half, Offering, SharedOffering, Week};
use domain::refusal::Refusal;
use domain::row::{Row, Stored};
use domain::scope::Scope;
use domain::when::{HOUR_MS, MINUTE_MS, Moment};
use domain::wire::Answer;
use server::commands::now;
use server::store::{departure, doctor, favour, feed, hours, offering, resident};
use uuid::Uuid;

/// Leads the opera team.
const LEADER: &str = "R0005";
/// Belongs to it, and offers something.
const HELPER: &str = "R0001";
/// Asks for it.
const ASKER: &str = "R0004";
/// Has nothing to do with it.
const NEIGHBOUR: &str = "R0158";
/// Works at the committee's desk.
const STAFF: &str = "R0007";

async fn act(stage: &Stage, code: &str, command: Command) -> Answer {
    let who = stage.resident(code);
    let phone = stage.phone(who).await;
    stage.decide(&envelope(who, phone, command), phone, now()).await
}

/// The same with the desk open on the phone.
async fn at_desk(stage: &Stage, command: Command) -> Answer {
    let (who, at) = (stage.resident(STAFF), now());
    let phone = stage.phone(who).await;
    stage.open_desk(phone, who, at).await;
    stage.decide(&envelope(who, phone, command), phone, at).await
}

fn opera(stage: &Stage) -> OrganizationId {
    OrganizationId::of_code(stage.community, "opera")
}

fn painting(stage: &Stage, shown: bool) -> Craft {
    let days = Week::default().toggled(6, Half::Morning);
    Craft { words: "刷墙".into(), days, organization: Some(opera(stage)), shown }
}

async fn offers(stage: &Stage, craft: Craft) -> OfferingId {
    let offering = OfferingId(Uuid::now_v7());
    assert!(applied(&act(stage, HELPER, Command::OfferSkill { offering, craft }).await));
    offering
}

fn ask(favour: FavourId, offering: OfferingId, asker: ResidentId) -> Command {
    Command::Favour { favour, step: Step::Ask { offering, asker, words: "客厅一面墙".into(), day: None } }
}

fn answer(favour: FavourId, agreed: bool) -> Command {
    Command::Favour { favour, step: Step::Answer { agreed, words: "周六来".into() } }
}

/// An hour that was over so many hours ago.
fn hour(hours_ago: i64) -> Spent {
    let until = now().plus_ms(-hours_ago * HOUR_MS - MINUTE_MS);
    Spent { from: until.plus_ms(-HOUR_MS), until }
}

fn finish(favour: FavourId, spent: Spent) -> Command {
    Command::Favour { favour, step: Step::Finish { spent } }
}

fn sign(favour: FavourId, organization: OrganizationId) -> Command {
    Command::Favour { favour, step: Step::Sign { hours: HoursId(Uuid::now_v7()), organization } }
}

/// The neighbour has asked for what the helper offers.
async fn asked(stage: &Stage) -> FavourId {
    let offering = offers(stage, painting(stage, true)).await;
    let favour = FavourId(Uuid::now_v7());
    let asker = stage.resident(ASKER);
    assert!(applied(&act(stage, ASKER, ask(favour, offering, asker)).await));
    favour
}

/// And it is done, an hour and more ago.
async fn done(stage: &Stage) -> FavourId {
    let favour = asked(stage).await;
    assert!(applied(&act(stage, HELPER, answer(favour, true)).await));
    assert!(applied(&act(stage, ASKER, finish(favour, hour(1))).await));
    favour
}

/// The rows of one kind that a scope holds.
async fn told<T: Stored + Clone>(stage: &Stage, scope: Scope) -> Vec<T> {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    let lines = feed::since(&mut tx, scope, 0).await.unwrap();
    let rows: Vec<Row> =
        lines.iter().map(|line| serde_json::from_str(line.body.as_deref().unwrap()).unwrap()).collect();
    rows.iter().filter_map(T::of).cloned().collect()
}

async fn load(stage: &Stage, id: FavourId) -> Favour {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    favour::load(&mut tx, id).await.unwrap().unwrap()
}

async fn unsound(stage: &Stage) -> Vec<&'static str> {
    let findings = doctor::ask(&stage.db, now()).await.unwrap();
    let about = |what: &str| what != "everyone is told the phones they are signed in on";
    let unsound = findings.into_iter().filter(|finding| !finding.sound() && about(finding.what));
    unsound.map(|finding| finding.what).collect()
}

both_databases! {
    async fn what_is_offered_is_seen_by_those_it_is_for(stage: &Stage) {
        let craft = painting(stage, false);
        let hidden = offers(stage, craft.clone()).await;
        let me = Scope::Person(stage.resident(HELPER));
        for scope in [me, Scope::Organizers, Scope::Desk] {
            let rows: Vec<Offering> = told(stage, scope).await;
            assert_eq!(rows.iter().map(|row| (row.id, &row.craft)).collect::<Vec<_>>(), [(hidden, &craft)], "{scope}");
        }
        assert!(told::<SharedOffering>(stage, Scope::Public).await.is_empty());
        let shown = offers(stage, painting(stage, true)).await;
        let public: Vec<SharedOffering> = told(stage, Scope::Public).await;
        assert_eq!(public.iter().map(|row| (row.id, row.name.as_str())).collect::<Vec<_>>(), [(shown, "周**")]);
        assert_eq!(unsound(stage).await, [""; 0]);

        let back = |offering| Command::WithdrawOffering { offering };
        assert_eq!(refused(act(stage, ASKER, back(shown)).await), Refusal::NotFound);
        assert_eq!(refused(act(stage, LEADER, back(shown)).await), Refusal::NotFound);
        assert!(applied(&act(stage, HELPER, back(shown)).await));
        assert!(applied(&at_desk(stage, back(hidden)).await), "the desk takes it down");
        assert_eq!(refused(act(stage, HELPER, back(hidden)).await), Refusal::AlreadyCancelled);
        assert!(told::<SharedOffering>(stage, Scope::Public).await.is_empty());
        assert!(told::<Offering>(stage, Scope::Organizers).await.is_empty());
        assert_eq!(told::<Offering>(stage, me).await.len(), 2, "its owner sees what became of it");
        let mut tx = stage.db.read(stage.community).await.unwrap();
        let kept = offering::load(&mut tx, shown).await.unwrap().unwrap();
        assert_eq!((kept.craft, kept.withdrawn), (painting(stage, true), true));
        drop(tx);
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn neighbours_see_nothing_of_whoever_has_left(stage: &Stage) {
        let shown = offers(stage, painting(stage, true)).await;
        let mut tx = stage.db.write(stage.community).await.unwrap();
        let staff = resident::me(&mut tx, stage.resident(STAFF), true).await.unwrap().unwrap();
        departure::give_up(&mut tx, stage.resident(HELPER), &staff, now()).await.unwrap();
        assert!(offering::load(&mut tx, shown).await.unwrap().unwrap().withdrawn);
        tx.commit().await.unwrap();
        assert!(told::<SharedOffering>(stage, Scope::Public).await.is_empty());
        assert!(told::<Offering>(stage, Scope::Organizers).await.is_empty());
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn a_favour_goes_from_a_question_into_the_ledger(stage: &Stage) {
        let favour = asked(stage).await;
        let (helper, asker) = (Scope::Person(stage.resident(HELPER)), Scope::Person(stage.resident(ASKER)));
        let named = async |scope| {
            let rows: Vec<Favour> = told(stage, scope).await;
            rows.into_iter().map(|row| row.helper.name).collect::<Vec<String>>()
        };
        assert_eq!(named(asker).await, ["周**"]);
        assert_eq!(named(helper).await, ["周桂珍"]);
        assert_eq!(refused(act(stage, ASKER, answer(favour, true)).await), Refusal::NotAllowed);
        for stranger in [NEIGHBOUR, LEADER] {
            assert_eq!(refused(act(stage, stranger, answer(favour, true)).await), Refusal::NotFound);
            assert_eq!(refused(act(stage, stranger, finish(favour, hour(1))).await), Refusal::NotFound);
        }
        assert!(applied(&act(stage, HELPER, answer(favour, true)).await));
        assert_eq!(named(asker).await, ["周桂珍"]);

        assert!(applied(&act(stage, HELPER, finish(favour, hour(2))).await));
        assert!(told::<Deed>(stage, Scope::Desk).await.is_empty(), "the asker has not confirmed it");
        assert_eq!(refused(act(stage, LEADER, sign(favour, opera(stage))).await), Refusal::NotFound);
        let spent = hour(1);
        assert!(applied(&act(stage, ASKER, finish(favour, spent)).await));
        assert_eq!(load(stage, favour).await.state, FavourState::Done);
        for scope in [Scope::Organization(opera(stage)), Scope::Desk] {
            let deeds: Vec<Deed> = told(stage, scope).await;
            assert_eq!(deeds.iter().map(|deed| deed.spent).collect::<Vec<_>>(), [spent], "{scope}");
            assert!(told::<Favour>(stage, scope).await.is_empty(), "{scope}");
        }
        assert_eq!(refused(act(stage, NEIGHBOUR, sign(favour, opera(stage))).await), Refusal::NotFound);
        assert!(applied(&act(stage, LEADER, sign(favour, opera(stage))).await));
        assert_eq!(refused(act(stage, LEADER, sign(favour, opera(stage))).await), Refusal::AlreadySaid);
        let mut tx = stage.db.read(stage.community).await.unwrap();
        let ledger = hours::of_resident(&mut tx, stage.resident(HELPER)).await.unwrap();
        let [entry] = ledger.as_slice() else { panic!("{ledger:?}") };
        assert_eq!((entry.minutes(), entry.content.as_str(), entry.signed_by.name.as_str()), (60, "刷墙", "何美玲"));
        drop(tx);
        assert_eq!(load(stage, favour).await.signed, Some(entry.id));
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn hours_for_favours_never_overlap_others(stage: &Stage) {
        let favour = done(stage).await;
        let Spent { from, until } = load(stage, favour).await.spent.unwrap();
        let (organization, resident) = (opera(stage), stage.resident(HELPER));
        let half = Moment(from.0 + (until.0 - from.0) / 2);
        let served = Served { organization, resident, from: half, until, content: "搬凳子".into(), duty: None };
        let (busy, reverses) = (HoursId(Uuid::now_v7()), HoursId(Uuid::now_v7()));
        assert!(applied(&act(stage, LEADER, Command::SignHours { hours: busy, served }).await));
        let clash = Refusal::HoursOverlap { from: half, until };
        assert_eq!(refused(act(stage, LEADER, sign(favour, organization)).await), clash);
        let back = Command::ReverseHours { hours: reverses, entry: busy, reason: "写错了".into() };
        assert!(applied(&act(stage, LEADER, back).await));
        assert!(applied(&act(stage, LEADER, sign(favour, organization)).await));
        // What was signed for a favour is taken back like any entry, and can be signed once more.
        let entry = load(stage, favour).await.signed.unwrap();
        let back = Command::ReverseHours { hours: HoursId(Uuid::now_v7()), entry, reason: "写错了".into() };
        assert!(applied(&act(stage, LEADER, back).await));
        assert_eq!(load(stage, favour).await.signed, None, "the favour has no hours any more");
        let helper: Vec<Favour> = told(stage, Scope::Person(resident)).await;
        assert_eq!(helper.iter().map(|row| row.signed).collect::<Vec<_>>(), [None], "and its helper is told");
        let deeds: Vec<Deed> = told(stage, Scope::Desk).await;
        assert_eq!(deeds.iter().map(|deed| deed.signed).collect::<Vec<_>>(), [None]);
        assert!(applied(&at_desk(stage, sign(favour, organization)).await));
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn the_desk_asks_for_somebody_without_a_phone(stage: &Stage) {
        let offering = offers(stage, Craft { organization: None, ..painting(stage, false) }).await;
        let (favour, who) = (FavourId(Uuid::now_v7()), stage.resident(NEIGHBOUR));
        assert_eq!(refused(act(stage, ASKER, ask(favour, offering, stage.resident(ASKER))).await), Refusal::NotFound);
        let foreign = ask(favour, offering, who);
        assert_eq!(refused(act(stage, LEADER, foreign.clone()).await), Refusal::NotYourFamily);
        let nobody = ask(favour, offering, ResidentId(Uuid::now_v7()));
        assert_eq!(refused(at_desk(stage, nobody).await), Refusal::NotFound);
        assert!(applied(&at_desk(stage, foreign).await));
        let again = ask(FavourId(Uuid::now_v7()), offering, who);
        assert_eq!(refused(at_desk(stage, again).await), Refusal::AlreadySaid);
        assert_eq!(told::<Favour>(stage, Scope::Desk).await.len(), 1);
        assert_eq!(unsound(stage).await, [""; 0]);
        assert!(applied(&act(stage, HELPER, answer(favour, true)).await));
        assert!(applied(&at_desk(stage, finish(favour, hour(1))).await), "on the telephone");
        assert_eq!(refused(act(stage, LEADER, sign(favour, opera(stage))).await), Refusal::NotFound, "no team was named");
        assert!(applied(&at_desk(stage, sign(favour, opera(stage))).await));
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn either_steps_back_and_the_asker_may_ask_again(stage: &Stage) {
        let favour = asked(stage).await;
        let (offering, asker) = (load(stage, favour).await.offering, stage.resident(ASKER));
        let again = FavourId(Uuid::now_v7());
        assert_eq!(refused(act(stage, ASKER, ask(again, offering, asker)).await), Refusal::AlreadySaid);
        assert!(applied(&act(stage, HELPER, answer(favour, true)).await));
        assert!(applied(&act(stage, HELPER, answer(favour, false)).await));
        assert_eq!(load(stage, favour).await.state, FavourState::Withdrawn);
        assert_eq!(refused(act(stage, ASKER, finish(favour, hour(1))).await), Refusal::AlreadyCancelled);
        assert!(applied(&act(stage, ASKER, ask(again, offering, asker)).await));
        assert!(applied(&act(stage, HELPER, Command::WithdrawOffering { offering }).await));
        assert!(applied(&act(stage, HELPER, answer(again, false)).await), "whoever was asked answers all the same");
        assert_eq!(load(stage, again).await.state, FavourState::Declined);
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn what_is_broken_about_favours_is_found(stage: &Stage) {
        let favour = done(stage).await;
        assert!(applied(&act(stage, LEADER, sign(favour, opera(stage))).await));
        let offering = load(stage, favour).await.offering;
        for refused in [
            "update favour set state = 'asked' where community = $1 and favour = $2",
            "update favour set from_moment = null where community = $1 and favour = $2",
            "update favour set until_moment = from_moment where community = $1 and favour = $2",
        ] {
            assert!(stage.change(refused, favour.0).await.is_err(), "the database itself refuses: {refused}");
        }
        let breaks: [(&str, &'static str, Uuid); 8] = [
            ("a favour that is done was agreed to",
                "update favour set met = false where community = $1 and favour = $2", favour.0),
            ("hours that were signed for a favour are its helper's, for the time that was confirmed",
                "update favour set from_moment = from_moment - 1 where community = $1 and favour = $2", favour.0),
            ("hours for a favour count with the team that the helper named",
                "update offering set organization = (
                    select o.organization from organization o
                    where o.community = $1 and o.organization <> offering.organization limit 1)
                 where community = $1 and offering = $2", offering.0),
            ("nobody has asked themself for a favour",
                "update favour set asked_by = (select o.resident from offering o
                    where o.community = $1 and o.offering = favour.offering)
                 where community = $1 and favour = $2", favour.0),
            ("a favour that is done is told to those who sign hours, and no other",
                "delete from feed where community = $1 and id = $2 and noun = 'deed' and scope = 'desk'", favour.0),
            ("no private line is about something that is not there",
                "update feed set noun = 'offering' where community = $1 and id = $2 and noun = 'deed'", favour.0),
            ("what somebody offers is told to themself, and until they take it back to organizers and to the desk",
                "delete from feed where community = $1 and id = $2 and scope = 'organizers'", offering.0),
            ("everything that everyone may see is in the public feed",
                "delete from feed where community = $1 and id = $2 and scope = 'public'", offering.0),
        ];
        for (what, sql, row) in breaks {
            assert!(!unsound(stage).await.contains(&what), "{what}");
            assert!(stage.change(sql, row).await.unwrap_or_else(|error| panic!("{what}: {error}")) > 0, "{what}");
            assert!(unsound(stage).await.contains(&what), "{what}");
        }
    }

    async fn a_favour_in_the_wrong_scope_is_found(stage: &Stage) {
        let favour = asked(stage).await;
        let what = "a favour is told to the two, to whoever asked for one of them, and to the desk if that asked";
        assert!(!unsound(stage).await.contains(&what));
        let sql = "insert into feed (community, scope, noun, id, revision, body)
            select community, 'desk', noun, id, revision, body from feed
            where community = $1 and id = $2 and noun = 'favour' limit 1";
        assert_eq!(stage.change(sql, favour.0).await.unwrap(), 1);
        assert!(unsound(stage).await.contains(&what));
    }
}
