//! Certificates of service hours on both databases: numbered without a gap, never changed, true about what still holds; and the
//! doctor finds what is broken in them.

use crate::both_databases;
use crate::support::{Stage, applied, envelope, refused};
use domain::certificate::Certificate;
use domain::command::Command;
use domain::hours::Served;
use domain::id::{CertificateId, HoursId, OrganizationId};
use domain::refusal::Refusal;
use domain::scope::Scope;
use domain::when::{HOUR_MS, MINUTE_MS};
use domain::wire::Answer;
use server::commands::now;
use server::store::{certificate, doctor, feed};
use uuid::Uuid;

/// Leads the opera team.
const LEADER: &str = "R0005";
/// Has served for it.
const VOLUNTEER: &str = "R0004";

async fn act(stage: &Stage, code: &str, command: Command) -> Answer {
    let who = stage.resident(code);
    let phone = stage.phone(who).await;
    stage.decide(&envelope(who, phone, command), phone, now()).await
}

/// The leader signs an hour of the volunteer, which was over so many hours ago.
async fn signs(stage: &Stage, hours_ago: i64) -> HoursId {
    let (id, until) = (HoursId(Uuid::now_v7()), now().plus_ms(-hours_ago * HOUR_MS - MINUTE_MS));
    let organization = OrganizationId::of_code(stage.community, "opera");
    let (resident, content) = (stage.resident(VOLUNTEER), "搬凳子".to_owned());
    let served = Served { organization, resident, from: until.plus_ms(-HOUR_MS), until, content, duty: None };
    assert!(applied(&act(stage, LEADER, Command::SignHours { hours: id, served }).await));
    id
}

async fn takes_back(stage: &Stage, entry: HoursId) {
    let hours = HoursId(Uuid::now_v7());
    assert!(applied(&act(stage, LEADER, Command::ReverseHours { hours, entry, reason: "写错了".into() }).await));
}

const NUMBER: &str = "3304810012345678";

/// Somebody certifies what the volunteer has served for the opera team lately.
async fn issues(stage: &Stage, code: &str) -> (CertificateId, Answer) {
    let (certificate, until) = (CertificateId(Uuid::now_v7()), now().day());
    let organization = OrganizationId::of_code(stage.community, "opera");
    let person = stage.resident(VOLUNTEER);
    let command = Command::IssueCertificate {
        certificate,
        organization,
        person,
        from: until.plus(-7),
        until,
        volunteer: NUMBER.into(),
    };
    (certificate, act(stage, code, command).await)
}

async fn read(stage: &Stage, id: CertificateId) -> (Certificate, i64) {
    let mut tx = stage.db.read(stage.community).await.unwrap();
    let row = certificate::load(&mut tx, id).await.unwrap().unwrap();
    (row, certificate::holding(&mut tx, id).await.unwrap())
}

async fn is_sound(stage: &Stage, what: &str) -> bool {
    let findings = doctor::ask(&stage.db, now()).await.unwrap();
    findings.iter().find(|finding| finding.what == what).unwrap_or_else(|| panic!("nobody asks: {what}")).sound()
}

both_databases! {
    async fn it_covers_what_holds_and_says_when_less_does(stage: &Stage) {
        assert_eq!(refused(issues(stage, LEADER).await.1), Refusal::NoHours);
        let (first, wrong) = (signs(stage, 1).await, signs(stage, 4).await);
        takes_back(stage, wrong).await;
        let second = signs(stage, 7).await;
        assert_eq!(refused(issues(stage, VOLUNTEER).await.1), Refusal::NotAllowed);
        let (id, answer) = issues(stage, LEADER).await;
        assert!(applied(&answer), "{answer:?}");
        let (row, holding) = read(stage, id).await;
        assert_eq!((row.minutes, holding, row.ordinal), (120, 120, 1));
        assert_eq!(row.entries, [second, first]);
        assert_eq!(row.volunteer, NUMBER);
        takes_back(stage, first).await;
        let (after, holding) = read(stage, id).await;
        assert_eq!((after, holding), (row, 60), "the paper stays, and whoever checks it reads what holds");
        let mut tx = stage.db.read(stage.community).await.unwrap();
        let team = OrganizationId::of_code(stage.community, "opera");
        for scope in [Scope::Person(stage.resident(VOLUNTEER)), Scope::Organization(team)] {
            let rows = feed::since(&mut tx, scope, 0).await.unwrap();
            assert_eq!(rows.iter().filter(|line| line.noun == "certificate").count(), 1);
        }
        assert!(!feed::since(&mut tx, Scope::Public, 0).await.unwrap().iter().any(|line| line.noun == "certificate"));
    }

    async fn numbers_have_no_gap_and_no_double(stage: &Stage) {
        signs(stage, 1).await;
        let mut numbers = Vec::new();
        for _ in 0..3 {
            let (id, answer) = issues(stage, LEADER).await;
            assert!(applied(&answer), "{answer:?}");
            let (row, _) = read(stage, id).await;
            numbers.push((row.year, row.ordinal));
        }
        let year = numbers[0].0;
        assert_eq!(numbers, [(year, 1), (year, 2), (year, 3)]);
    }

    async fn the_doctor_finds_a_certificate_that_says_what_is_not_so(stage: &Stage) {
        signs(stage, 1).await;
        let (first, _) = issues(stage, LEADER).await;
        let (second, _) = issues(stage, LEADER).await;
        let double = "update certificate set ordinal = 1 where community = $1 and certificate = $2";
        assert!(stage.change(double, second.0).await.is_err(), "the database itself refuses");
        for (what, sql, row) in [
            ("a certificate says the hours that it covers",
                "update certificate set minutes = minutes + 1 where community = $1 and certificate = $2", first),
            ("the certificates of a year are numbered without a gap",
                "update certificate set ordinal = 9 where community = $1 and certificate = $2", second),
            ("a certificate covers hours of its person and team alone",
                "update certificate set organization = (
                    select o.organization from organization o
                    where o.community = $1 and o.organization <> certificate.organization limit 1)
                 where community = $1 and certificate = $2",
                first),
            ("a certificate is told to whom it is for, to the team that issued it and to the desk",
                "delete from feed where community = $1 and id = $2 and scope = 'desk'", second),
        ] {
            assert!(is_sound(stage, what).await, "{what}");
            assert_eq!(stage.change(sql, row.0).await.unwrap_or_else(|error| panic!("{what}: {error}")), 1, "{what}");
            assert!(!is_sound(stage, what).await, "{what}");
        }
    }
}
