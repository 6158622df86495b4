//! Doors on both databases: what four phones noted without a network comes together, whoever is heard first, and once however often
//! it is sent.

use crate::both_databases;
use crate::support::{Stage, applied, envelope};
use domain::collector::Trusted;
use domain::command::{Command, Envelope};
use domain::id::{CollectorId, DeviceId, OccurrenceId, OrganizationId, PresenceId};
use domain::occurrence::Occurrence;
use domain::presence::{Mark, Seen, Venture};
use domain::refusal::Refusal;
use domain::row::Row;
use domain::scope::Scope;
use domain::when::{HOUR_MS, MINUTE_MS};
use domain::wire::Outcome;
use server::commands::now;
use server::store::{census, doctor, feed, occurrence};
use uuid::Uuid;

const DOORS: usize = 4;
const EACH: usize = 250;

/// A date of the opera team that has begun.
async fn begun(stage: &Stage) -> Occurrence {
    let organization = OrganizationId::of_code(stage.community, "opera");
    let activity = stage.census.activities.iter().find(|activity| activity.organization == organization).unwrap();
    let starts = now().plus_ms(-HOUR_MS);
    let row = Occurrence {
        id: OccurrenceId(Uuid::now_v7()),
        activity: activity.id,
        organization,
        starts,
        ends: starts.plus_ms(2 * HOUR_MS),
        venue: stage.census.venues[0].id,
        capacity: 500,
        ..Occurrence::default()
    };
    let mut tx = stage.db.write(stage.community).await.unwrap();
    occurrence::save(&mut tx, &row).await.unwrap();
    tx.commit().await.unwrap();
    row
}

/// What one door has noted: many neighbours are seen at several doors.
async fn noted(stage: &Stage, date: &Occurrence, door: usize) -> (DeviceId, Vec<Envelope>) {
    let leader = stage.resident("R0005");
    let phone = stage.phone(leader).await;
    let people = &stage.census.residents;
    let fact = |n: usize| {
        let seen = Seen {
            of: Venture::Occurrence(date.id),
            resident: Some(people[(n + door * 60) % 300].id),
            mark: Mark::In,
            at: date.starts.plus_ms(n as i64 * 1000 - door as i64 * MINUTE_MS),
            ..Seen::default()
        };
        envelope(leader, phone, Command::NotePresence { presence: PresenceId(Uuid::now_v7()), seen })
    };
    (phone, (0..EACH).map(fact).collect())
}

both_databases! {
    async fn a_thousand_check_ins_of_four_doors_come_together(stage: &Stage) {
        let date = begun(stage).await;
        let mut doors = Vec::new();
        for door in 0..DOORS {
            doors.push(noted(stage, &date, door).await);
        }
        let begun = std::time::Instant::now();
        // The doors are heard in turns, and the first of them sends everything twice.
        for n in 0..EACH {
            for (phone, facts) in doors.iter().rev() {
                assert!(applied(&stage.decide(&facts[n], *phone, now()).await));
            }
        }
        println!("{} check-ins from {DOORS} phones merged in {:?}", DOORS * EACH, begun.elapsed());
        let (phone, facts) = &doors[0];
        for fact in facts {
            assert!(stage.decide(fact, *phone, now()).await.already);
        }
        let facts = "select count(*) from presence where community = $1 and occurrence = $2";
        assert_eq!(stage.count(facts, date.id.0).await, (DOORS * EACH) as i64);
        let people = "select count(distinct resident) from presence where community = $1 and occurrence = $2";
        assert_eq!(stage.count(people, date.id.0).await, 300, "everybody of the four lists, each once");
        let mut tx = stage.db.read(stage.community).await.unwrap();
        let lines = feed::since(&mut tx, Scope::Organization(date.organization), 0).await.unwrap();
        assert_eq!(lines.iter().filter(|line| line.noun == "presence").count(), DOORS * EACH);
        drop(tx);
        let findings = doctor::ask(&stage.db, now()).await.unwrap();
        let unsound: Vec<&str> = findings.iter().filter(|finding| !finding.sound()).map(|finding| finding.what).collect();
        // The stage lays the date and the phones down without telling anybody.
        let laid = ["everything that everyone may see is in the public feed", "everyone is told the phones they are signed in on"];
        assert_eq!(unsound, laid);
    }

    async fn a_guardian_names_a_collector_and_takes_it_back_once(stage: &Stage) {
        let (guardian, child) = (stage.resident("R0001"), stage.resident("R0003"));
        let phone = stage.phone(guardian).await;
        let organization = OrganizationId::of_code(stage.community, "opera");
        let collector = CollectorId(Uuid::now_v7());
        let (name, until) = ("沈阿婆".to_string(), now().day().plus(30));
        let trusted = Trusted { child, organization, name, phone: "19900000000".into(), until, witness: String::new() };
        let authorise = Command::AuthoriseCollector { collector, trusted };
        assert!(applied(&stage.decide(&envelope(guardian, phone, authorise), phone, now()).await));
        let mut tx = stage.db.read(stage.community).await.unwrap();
        for scope in [Scope::Person(guardian), Scope::Organization(organization)] {
            let lines = feed::since(&mut tx, scope, 0).await.unwrap();
            assert_eq!(lines.iter().filter(|line| line.noun == "collector").count(), 1);
        }
        drop(tx);
        let withdraw = || envelope(guardian, phone, Command::WithdrawCollector { collector });
        assert!(applied(&stage.decide(&withdraw(), phone, now()).await));
        let again = stage.decide(&withdraw(), phone, now()).await;
        assert_eq!(again.outcome, Outcome::Refused { refusal: Refusal::AlreadyCancelled });
        // The stage lays phones down without telling anybody; of everything else the doctor finds nothing wrong.
        let findings = doctor::ask(&stage.db, now()).await.unwrap();
        let unsound: Vec<&str> = findings.iter().filter(|finding| !finding.sound()).map(|finding| finding.what).collect();
        assert_eq!(unsound, ["everyone is told the phones they are signed in on"]);
    }

    async fn a_child_of_fourteen_agrees_as_well_to_who_collects_them(stage: &Stage) {
        let (guardian, child) = (stage.resident("R0001"), stage.resident("R0003"));
        let mut files = stage.census.clone();
        let line = files.residents.iter_mut().find(|row| row.id == child).unwrap();
        line.born = format!("{}-01", now().day().parts().0 - 15);
        census::import(&stage.db, &files).await.unwrap();
        let (phone, own) = (stage.phone(guardian).await, stage.phone(child).await);
        let organization = OrganizationId::of_code(stage.community, "opera");
        let (name, until, witness) = ("沈阿婆".to_string(), now().day().plus(30), String::new());
        let trusted = Trusted { child, organization, name, phone: "19900000000".into(), until, witness };
        let collector = CollectorId(Uuid::now_v7());
        let says = || Command::AuthoriseCollector { collector, trusted: trusted.clone() };
        let good = async || {
            let mut tx = stage.db.read(stage.community).await.unwrap();
            let lines = feed::since(&mut tx, Scope::Person(child), 0).await.unwrap();
            let rows = lines.iter().filter_map(|line| serde_json::from_str::<Row>(line.body.as_deref()?).ok());
            let found = rows.filter_map(|row| if let Row::Collector(row) = row { Some(row) } else { None });
            found.map(|row| row.good(now().day())).collect::<Vec<bool>>()
        };
        assert!(applied(&stage.decide(&envelope(guardian, phone, says()), phone, now()).await));
        assert_eq!(good().await, [false], "they are asked");
        assert!(applied(&stage.decide(&envelope(child, own, says()), own, now()).await));
        assert_eq!(good().await, [true]);
        let findings = doctor::ask(&stage.db, now()).await.unwrap();
        let unsound: Vec<&str> = findings.iter().filter(|finding| !finding.sound()).map(|finding| finding.what).collect();
        assert_eq!(unsound, ["everyone is told the phones they are signed in on"]);
    }
}
