//! What has a rule of its own when one record goes into another.

use super::{Both, doubts};
use crate::db::Tx;
use crate::store::departure::give;
use crate::store::{aid, change, community, facts, feed, ledger, member, qualification, regular, resident};
use crate::{execute, fetch_all};
use domain::aid::Aid;
use domain::change::Change;
use domain::command::Command;
use domain::decide::decide;
use domain::facts::Facts;
use domain::id::{EntryId, OrganizationId, ReportId, ResidentId};
use domain::ledger::{AMOUNT_MAX, Entry};
use domain::member::Member;
use domain::merging::stronger;
use domain::payment::Tender;
use domain::permission::Actor;
use domain::project::{gone, project};
use domain::report::Endorsement;
use domain::row::{Noun, Row, RowKey};
use domain::scope::Scope;
use domain::when::Moment;
use domain::wire::merging::Doubt;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Gives up one of two sign-ups for each date, by the rule: whoever waits moves up. Answers how many, or what was in the way.
pub(super) async fn give_up_doubles(
    tx: &mut Tx,
    both: &Both,
    staff: &Actor,
    now: Moment,
) -> sqlx::Result<(u32, Vec<Doubt>)> {
    let (mut given_up, mut left) = (0, Vec::new());
    for (_, lost) in doubts::doubles(tx, both.stays.id, both.goes.id, now).await? {
        if give(tx, staff, &Command::CancelSignup { signup: lost.id }, now).await? {
            given_up += 1;
        } else {
            left.extend(doubts::refused(tx, &lost, now).await?);
        }
    }
    Ok((given_up, left))
}

/// Where one meal is ordered again and again for both, it is ordered once from now on: as the record that stays has it.
pub(super) async fn end_second_regulars(tx: &mut Tx, both: &Both, now: Moment) -> sqlx::Result<()> {
    let stay = regular::of_eater(tx, both.stays.id).await?;
    let Some(own) = resident::me(tx, both.goes.id, false).await? else { return Ok(()) };
    for (meal, regular) in regular::of_eater(tx, both.goes.id).await? {
        if stay.iter().any(|(other, _)| *other == meal) {
            must(give(tx, &own, &Command::EndRegular { regular }, now).await?, "a regular order could not be ended")?;
        }
    }
    Ok(())
}

/// What was paid ahead is paid back to the one and paid ahead by the other, through the till of the day, which ends with what it had.
pub(super) async fn move_balance(tx: &mut Tx, both: &Both, staff: &Actor, now: Moment) -> sqlx::Result<()> {
    let mut rest = ledger::wallet(tx, both.goes.id).await?.map_or(0, |wallet| wallet.fen);
    while rest > 0 {
        let fen = rest.min(AMOUNT_MAX);
        let entry = || EntryId(Uuid::now_v7());
        let back = Command::PayBack { entry: entry(), resident: both.goes.id, fen };
        let ahead = Command::TopUp { entry: entry(), resident: both.stays.id, fen, tender: Tender::Cash };
        for command in [back, ahead] {
            must(move_half(tx, staff, &command, now).await?, "a balance could not be moved")?;
        }
        rest -= fen;
    }
    Ok(())
}

/// One half of it, by the rule of money that is paid ahead or given back; its entry says that none was.
async fn move_half(tx: &mut Tx, staff: &Actor, command: &Command, now: Moment) -> sqlx::Result<bool> {
    let facts = Box::pin(facts::load(tx, staff.clone(), command, now)).await?;
    let Ok(changes) = decide(&facts, command) else { return Ok(false) };
    let revision = community::next_revision(tx).await?;
    for change in changes {
        let told = match change {
            Change::Entry(row) => Change::Entry(Entry { moved: true, ..row }),
            other => other,
        };
        Box::pin(change::save(tx, &told, &facts, revision)).await?;
    }
    Ok(true)
}

/// What the rules do not let happen undoes all of it.
fn must(done: bool, otherwise: &str) -> sqlx::Result<()> {
    if done { Ok(()) } else { Err(sqlx::Error::Protocol(otherwise.into())) }
}

/// Where both have the same meal of a day, both stay: the one that comes is the person's second.
pub(super) async fn mark_second_meals(tx: &mut Tx, both: &Both) -> sqlx::Result<()> {
    execute!(
        tx,
        "update meal_order set doubled = true where community = $1 and eater = $2 and state <> 'cancelled' and exists (
            select 1 from meal_order o where o.community = meal_order.community and o.day = meal_order.day
            and o.meal = meal_order.meal and o.eater = $3 and o.state <> 'cancelled' and o.doubled = false)",
        tx.community.0,
        both.goes.id.0,
        both.stays.id.0
    )?;
    Ok(())
}

/// What those at the door should know of either is known of the one that stays; of what both have said, its own word counts. Teams
/// that hold it are told anew by the next look ([`aid::look`]).
pub(super) async fn join_aids(tx: &mut Tx, both: &Both, revision: i64) -> sqlx::Result<()> {
    let (own, other) = (aid::load(tx, both.stays.id).await?, aid::load(tx, both.goes.id).await?);
    let (Some(own), Some(other)) = (own, other) else { return Ok(()) };
    let noted = own.noted.clone().or(&other.noted);
    let row = Aid { noted, ..own };
    aid::save(tx, &row).await?;
    for (scope, row) in project(&Change::Aid(row, Vec::new()), &Facts::default()) {
        feed::put_later(tx, scope, &row, revision)?;
    }
    Ok(())
}

/// Of one skill that both hold, the one that is good for longer is kept.
pub(super) async fn give_qualifications(tx: &mut Tx, both: &Both, revision: i64) -> sqlx::Result<()> {
    let own = qualification::of_resident(tx, &both.stays).await?;
    for other in qualification::of_resident(tx, &both.goes).await? {
        let Some(same) = own.iter().find(|held| held.skill == other.skill) else { continue };
        let lost = if other.until > same.until { same } else { &other };
        execute!(
            tx,
            "delete from qualification where community = $1 and qualification = $2",
            tx.community.0,
            lost.id.0
        )?;
        for scope in [Scope::Person(lost.resident.id), Scope::Desk] {
            feed::take_later(tx, scope, RowKey { noun: Noun::Qualification, id: lost.id.0 }, revision);
        }
    }
    Ok(())
}

/// Whoever was in a team twice is in it once, as whichever was more.
pub(super) async fn give_memberships(tx: &mut Tx, both: &Both, revision: i64) -> sqlx::Result<()> {
    let teams = fetch_all!(
        tx,
        (Uuid,),
        "select organization from member where community = $1 and resident = $2 order by organization",
        tx.community.0,
        both.goes.id.0
    )?;
    for team in teams.into_iter().map(|(team,)| OrganizationId(team)) {
        let Some(other) = member::load(tx, team, both.goes.id).await? else { continue };
        let own = member::load(tx, team, both.stays.id).await?;
        let standing = own.as_ref().map_or(other.standing, |own| stronger(own.standing, other.standing));
        execute!(
            tx,
            "delete from member where community = $1 and organization = $2 and resident = $3",
            tx.community.0,
            team.0,
            both.goes.id.0
        )?;
        for (scope, key) in gone(&Change::NoMember(other)) {
            feed::take_later(tx, scope, key, revision);
        }
        let row = Member::new(team, both.stays.clone(), standing);
        member::write(tx, &row).await?;
        for (scope, row) in project(&Change::Member(row), &Facts::default()) {
            feed::put_later(tx, scope, &row, revision)?;
        }
        if own.is_some() {
            count_one_less(tx, team, revision).await?;
        }
    }
    Ok(())
}

/// Everybody sees how many belong to a team: two of them were one.
async fn count_one_less(tx: &mut Tx, team: OrganizationId, revision: i64) -> sqlx::Result<()> {
    let key = RowKey { noun: Noun::Organization, id: team.0 };
    if let Some(Row::Organization(mut row)) = feed::get(tx, Scope::Public, key).await? {
        row.members = row.members.saturating_sub(1);
        feed::put_later(tx, Scope::Public, &Row::Organization(row), revision)?;
    }
    Ok(())
}

/// What was said in the app of either in a team is what they are there now.
pub(super) async fn count_standings(tx: &mut Tx, both: &Both) -> sqlx::Result<()> {
    execute!(
        tx,
        "update member_said set standing = coalesce((
            select m.standing from member m where m.community = member_said.community
            and m.organization = member_said.organization and m.resident = member_said.resident), 'left')
         where community = $1 and resident = $2",
        tx.community.0,
        both.stays.id.0
    )?;
    Ok(())
}

/// Whoever said twice that they need something too has said it once, and of what they reported themself not at all. Answers the
/// reports that fewer need now than it said.
pub(super) async fn give_endorsements(tx: &mut Tx, both: &Both, revision: i64) -> sqlx::Result<BTreeSet<ReportId>> {
    let (stays, goes) = (both.stays.id, both.goes.id);
    let lines = fetch_all!(
        tx,
        (Uuid, Uuid, Uuid),
        "select e.report, e.resident, r.reporter from endorsement e
         join report r on r.community = e.community and r.report = e.report
         where e.community = $1 and e.resident in ($2, $3)",
        tx.community.0,
        stays.0,
        goes.0
    )?;
    let own: BTreeSet<Uuid> = lines.iter().filter(|(_, who, _)| *who == stays.0).map(|(report, ..)| *report).collect();
    let mut fewer = BTreeSet::new();
    for (report, who, reporter) in lines {
        let themself = reporter == stays.0 || reporter == goes.0;
        let (id, key) = (ReportId(report), RowKey { noun: Noun::Endorsement, id: report });
        if themself || who == goes.0 && own.contains(&report) {
            unsay(tx, id, ResidentId(who)).await?;
            feed::take_later(tx, Scope::Person(ResidentId(who)), key, revision);
            fewer.insert(id);
        } else if who == goes.0 {
            say(tx, id, both).await?;
            feed::take_later(tx, Scope::Person(goes), key, revision);
            let row = Row::Endorsement(Endorsement { report: id, resident: stays });
            feed::put_later(tx, Scope::Person(stays), &row, revision)?;
        }
    }
    Ok(fewer)
}

async fn say(tx: &mut Tx, report: ReportId, both: &Both) -> sqlx::Result<()> {
    execute!(
        tx,
        "update endorsement set resident = $4 where community = $1 and report = $2 and resident = $3",
        tx.community.0,
        report.0,
        both.goes.id.0,
        both.stays.id.0
    )?;
    Ok(())
}

async fn unsay(tx: &mut Tx, report: ReportId, who: ResidentId) -> sqlx::Result<()> {
    execute!(
        tx,
        "delete from endorsement where community = $1 and report = $2 and resident = $3",
        tx.community.0,
        report.0,
        who.0
    )?;
    execute!(
        tx,
        "update report set endorsed = (select count(*) from endorsement e
            where e.community = report.community and e.report = report.report)
         where community = $1 and report = $2",
        tx.community.0,
        report.0
    )?;
    Ok(())
}
