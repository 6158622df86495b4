//! What was made on a day, on both databases: leaders note it once it has begun, it adds up or it is not noted, their phones
//! and the desk are told and nobody else; counts are added and never changed, and the doctor finds what is broken on purpose.

use crate::both_databases;
use crate::support::{Stage, applied, envelope, refused};
use domain::command::Command;
use domain::id::{OccurrenceId, OrganizationId, TallyId};
use domain::member::Standing;
use domain::occurrence::{Occurrence, Plan};
use domain::presence::Venture;
use domain::refusal::Refusal;
use domain::row::Row;
use domain::scope::Scope;
use domain::tally::{Amounts, Counted, Tally, holding};
use domain::when::{HOUR_MS, Moment};
use domain::wire::Answer;
use server::commands::now;
use server::import::census::MemberLine;
use server::store::{doctor, feed, tally};
use uuid::Uuid;

/// Leads the opera team.
const LEADER: &str = "R0005";
const MADE: Amounts = Amounts { made: 6000, given: 5800, left: 150, discarded: 50 };

/// Somebody notes it, and the server hears of it at `at`.
async fn note(stage: &Stage, code: &str, counted: Counted, at: Moment) -> Answer {
    let who = stage.resident(code);
    let phone = stage.phone(who).await;
    let command = Command::NoteTally { tally: TallyId(Uuid::now_v7()), counted };
    stage.decide(&envelope(who, phone, command), phone, at).await
}

/// A date of the opera team, in two days.
async fn date(stage: &Stage) -> Occurrence {
    let opera = OrganizationId::of_code(stage.community, "opera");
    let activity = stage.census.activities.iter().find(|activity| activity.organization == opera).unwrap().id;
    let starts = now().plus_ms(48 * HOUR_MS);
    let venue = stage.census.venues[0].id;
    let plan = Plan { starts, ends: starts.plus_ms(2 * HOUR_MS), venue, capacity: 20, ..Plan::default() };
    let occurrence = OccurrenceId(Uuid::now_v7());
    let (who, command) = (stage.resident(LEADER), Command::AddOccurrence { occurrence, activity, plan });
    let phone = stage.phone(who).await;
    assert!(applied(&stage.decide(&envelope(who, phone, command), phone, now()).await));
    stage.reload(occurrence).await
}

fn mooncakes(date: &Occurrence, amounts: Amounts) -> Counted {
    Counted { of: Venture::Occurrence(date.id), what: "月饼".into(), amounts }
}

/// The counts that a scope is told.
async fn told(stage: &Stage, scope: Scope) -> Vec<Tally> {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    let lines = feed::since(&mut tx, scope, 0).await.unwrap();
    let rows = lines.iter().map(|line| serde_json::from_str::<Row>(line.body.as_deref().unwrap()).unwrap());
    rows.filter_map(|row| if let Row::Tally(row) = row { Some(row) } else { None }).collect()
}

async fn unsound(stage: &Stage) -> Vec<&'static str> {
    let findings = doctor::ask(&stage.db, now()).await.unwrap();
    let about = ["everyone is told the phones they are signed in on"];
    let unsound = findings.into_iter().filter(|finding| !finding.sound() && !about.contains(&finding.what));
    unsound.map(|finding| finding.what).collect()
}

both_databases! {
    async fn a_leader_notes_what_was_made_and_counts_again(stage: &Stage) {
        let date = date(stage).await;
        let early = note(stage, LEADER, mooncakes(&date, MADE), date.starts.plus_ms(-1)).await;
        assert_eq!(refused(early), Refusal::NotBegun { starts: date.starts });
        let short = Amounts { left: 140, ..MADE };
        let answer = note(stage, LEADER, mooncakes(&date, short), date.starts).await;
        assert_eq!(refused(answer), Refusal::CountsDiffer { made: 6000, sum: 5990 });
        let stranger = note(stage, "R0001", mooncakes(&date, MADE), date.ends).await;
        assert_eq!(refused(stranger), Refusal::NotAllowed);
        let none = Counted { of: Venture::Occurrence(OccurrenceId(Uuid::now_v7())), ..mooncakes(&date, MADE) };
        assert_eq!(refused(note(stage, LEADER, none, date.ends).await), Refusal::NotFound);

        let first = Amounts { given: 5700, left: 250, ..MADE };
        assert!(applied(&note(stage, LEADER, mooncakes(&date, first), date.starts).await), "while it runs");
        let later = date.ends.plus_ms(1);
        assert!(applied(&note(stage, LEADER, mooncakes(&date, MADE), later).await), "and when it is over");
        let mut tx = stage.db.read(stage.community).await.unwrap();
        let counts = tally::of_venture(&mut tx, Venture::Occurrence(date.id)).await.unwrap();
        drop(tx);
        assert_eq!(counts.iter().map(|one| one.amounts).collect::<Vec<_>>(), [first, MADE], "both stay to be seen");
        let held = holding(counts.clone());
        assert_eq!(held.iter().map(|one| (one.what.as_str(), one.noted)).collect::<Vec<_>>(), [("月饼", later)]);
        for scope in [Scope::Organization(date.organization), Scope::Desk] {
            let mut rows = told(stage, scope).await;
            rows.sort_by_key(|row| row.noted);
            assert_eq!(rows, counts, "{scope:?}");
        }
        let others = [Scope::Public, Scope::Organizers, Scope::Person(stage.resident(LEADER))];
        for scope in others {
            assert!(told(stage, scope).await.is_empty(), "{scope:?}");
        }
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn a_shift_is_counted_too_and_a_count_is_noted_once(stage: &Stage) {
        let shift = stage.census.shifts.iter().find(|shift| shift.starts > now()).unwrap().clone();
        let role = |line: &&MemberLine| {
            line.organization == shift.organization && line.standing == Standing::Leader
        };
        let who = stage.census.members.iter().find(role).unwrap().resident;
        let phone = stage.phone(who).await;
        let counted = Counted { of: Venture::Shift(shift.id), what: "盒饭".into(), amounts: MADE };
        let tally = TallyId(Uuid::now_v7());
        let command = || Command::NoteTally { tally, counted: counted.clone() };
        assert!(applied(&stage.decide(&envelope(who, phone, command()), phone, shift.starts).await));
        let again = stage.decide(&envelope(who, phone, command()), phone, shift.starts).await;
        assert_eq!(refused(again), Refusal::NotFound);
        assert_eq!(told(stage, Scope::Organization(shift.organization)).await.len(), 1);
        assert_eq!(unsound(stage).await, [""; 0]);
    }

    async fn what_does_not_add_up_or_is_told_to_others_is_found(stage: &Stage) {
        let date = date(stage).await;
        assert!(applied(&note(stage, LEADER, mooncakes(&date, MADE), date.starts).await));
        let id = told(stage, Scope::Desk).await[0].id.0;
        let more = "update tally set made = made + 1 where community = $1 and tally = $2";
        assert!(stage.change(more, id).await.is_err(), "the database itself refuses");
        let nowhere = "update tally set occurrence = null where community = $1 and tally = $2";
        assert!(stage.change(nowhere, id).await.is_err(), "the database itself refuses");
        let other = "update tally set organization = (
                select o.organization from organization o
                where o.community = $1 and o.organization <> tally.organization limit 1)
             where community = $1 and tally = $2";
        assert_eq!(stage.change(other, id).await.unwrap(), 1);
        assert_eq!(unsound(stage).await, ["what was made is counted by the organization that ran the day"]);
        let less = "delete from feed where community = $1 and id = $2 and scope = 'desk'";
        assert_eq!(stage.change(less, id).await.unwrap(), 1);
        assert!(unsound(stage).await.contains(&"what was made is told to the leaders of its team and to the desk"));
        assert_eq!(stage.change("delete from tally where community = $1 and tally = $2", id).await.unwrap(), 1);
        assert!(unsound(stage).await.contains(&"no private line is about something that is not there"));
    }
}
