//! A few days of the demonstration community: places taken and given back, meals ordered and handed out, reports
//! answered and merged, shifts taken, handed on and called off, phones and a desk. Everything happens through the rules, so nothing in it is wrong.

use super::{Stage, applied, envelope, sign_up};
use domain::change::Change;
use domain::command::Command;
use domain::device::Device;
use domain::facts::Facts;
use domain::hours::Served;
use domain::id::{
    CertificateId, DeviceId, DutyId, HoursId, OccurrenceId, OrderId, PasskeyId, PhotoId, PresenceId, QualificationId,
    ReportId, ResidentId, ShiftId, SignupId,
};
use domain::occurrence::Plan;
use domain::order::Portions;
use domain::presence::{Mark, Seen, Venture};
use domain::qualification::Skill;
use domain::report::{Draft, ReportState};
use domain::shift::ShiftPlan;
use domain::when::{HOUR_MS, Moment};
use domain::wire::desk::Passkey;
use server::commands::now;
use server::store::ceremony::{self, Purpose};
use server::store::credential::Credential;
use server::store::{calendar, change, community, credential, device, passkey, photo};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What happened, by name.
pub struct Story {
    /// When it ends: four days from now, at the counter.
    pub end: Moment,
    /// A date of three places, all taken, with a waiting list.
    pub full: OccurrenceId,
    /// A date with places left, at the same hours as another one.
    pub open: OccurrenceId,
    /// A date that was called off.
    pub off: OccurrenceId,
    /// The sign-up of two for the full date.
    pub pair: SignupId,
    /// The first on its waiting list, and the second.
    pub waits: [SignupId; 2],
    /// The sign-up for the date that was called off.
    pub called_off: SignupId,
    /// A meal that was handed out, two that wait, one that was given up.
    pub meals: [OrderId; 4],
    /// A report that its author did not show, one that is shown and needed by two, one that was merged into it.
    pub reports: [ReportId; 3],
    /// The photo of the first report.
    pub photo: PhotoId,
    /// Everybody's phone.
    pub phones: BTreeMap<&'static str, DeviceId>,
    /// A phone that was signed out.
    pub lost: DeviceId,
}

const PEOPLE: [&str; 6] = ["R0001", "R0004", "R0005", "R0006", "R0007", "R0008"];

/// Signs a resident in on a new phone, as the server does.
pub async fn sign_in(stage: &Stage, resident: ResidentId, at: Moment) -> DeviceId {
    let id = DeviceId(Uuid::now_v7());
    let mut tx = stage.db.write(stage.community).await.unwrap();
    device::save_token(&mut tx, id, id.0.as_bytes(), "测试手机", at).await.unwrap();
    let row = Device { id, resident, label: "测试手机".into(), since: at, revoked: None };
    let revision = community::next_revision(&mut tx).await.unwrap();
    change::save(&mut tx, &Change::Device(row), &Facts::default(), revision).await.unwrap();
    tx.commit().await.unwrap();
    id
}

struct Teller<'a> {
    stage: &'a Stage,
    phones: BTreeMap<&'static str, DeviceId>,
    at: Moment,
}

impl Teller<'_> {
    fn who(&self, code: &str) -> ResidentId {
        self.stage.resident(code)
    }

    async fn does(&self, code: &str, command: Command) {
        let (who, phone) = (self.who(code), self.phones[code]);
        let answer = self.stage.decide(&envelope(who, phone, command.clone()), phone, self.at).await;
        assert!(applied(&answer), "{command:?}: {answer:?}");
    }

    async fn adds_date(&self, capacity: u32) -> OccurrenceId {
        let id = OccurrenceId(Uuid::now_v7());
        let activity = &self.stage.census.activities.iter().find(|activity| activity.title == "戏曲队排练").unwrap();
        let starts = self.at.plus_ms(48 * HOUR_MS);
        let venue = self.stage.census.venues[0].id;
        let plan = Plan { starts, ends: starts.plus_ms(HOUR_MS), venue, capacity, ..Plan::default() };
        self.does("R0005", Command::AddOccurrence { occurrence: id, activity: activity.id, plan }).await;
        id
    }

    async fn signs_up(&self, code: &str, date: OccurrenceId, party: &[&str]) -> SignupId {
        let (signup, _) = sign_up(date, self.who(code));
        let party = party.iter().map(|code| self.who(code)).collect();
        self.does(code, Command::SignUp { signup, occurrence: date, party, split: None }).await;
        signup
    }

    async fn orders(&self, code: &str, eater: &str) -> OrderId {
        let (order, day) = (OrderId(Uuid::now_v7()), self.at.day().plus(4));
        let menu: Vec<_> = self.stage.census.servings.iter().filter(|serving| serving.day == day).collect();
        let portions = menu.iter().take(2).map(|serving| Portions { serving: serving.id, count: 1 }).collect();
        let (eater, delivered, from_balance) = (self.who(eater), false, false);
        self.does(
            code,
            Command::PlaceOrder { order, day, eater, portions, delivered, from_balance, note: String::new() },
        )
        .await;
        order
    }

    /// The opera team asks for one person for an hour.
    async fn asks_for_one(&self, in_hours: i64) -> ShiftId {
        let id = ShiftId(Uuid::now_v7());
        let activity = &self.stage.census.activities.iter().find(|activity| activity.title == "戏曲队排练").unwrap();
        let starts = self.at.plus_ms(in_hours * HOUR_MS);
        let plan = ShiftPlan {
            role: "搬凳子".into(),
            starts,
            ends: starts.plus_ms(HOUR_MS),
            venue: self.stage.census.venues[0].id,
            least: 1,
            most: 1,
            ..ShiftPlan::default()
        };
        let organization = activity.organization;
        self.does("R0005", Command::AddShift { shift: id, organization, occurrence: None, plan }).await;
        id
    }

    async fn takes(&self, code: &str, shift: ShiftId) -> DutyId {
        let duty = DutyId(Uuid::now_v7());
        self.does(code, Command::TakeShift { duty, shift, resident: self.who(code), witness: String::new() }).await;
        duty
    }

    async fn reports(&self, code: &str, shown: bool, photos: Vec<PhotoId>) -> ReportId {
        let report = ReportId(Uuid::now_v7());
        let need = self.stage.census.needs.first().map(|need| need.id);
        let draft = Draft { need, words: "楼道的灯不亮了".into(), shown, photos, ..Draft::default() };
        self.does(code, Command::FileReport { report, draft }).await;
        report
    }
}

/// Tells it.
pub async fn tell(stage: &Stage) -> Story {
    tell_from(stage, now()).await
}

/// Tells it as it began at this moment.
pub async fn tell_from(stage: &Stage, begin: Moment) -> Story {
    let mut phones = BTreeMap::new();
    for code in PEOPLE {
        phones.insert(code, sign_in(stage, stage.resident(code), begin).await);
    }
    let mut teller = Teller { stage, phones, at: begin };
    let (full, open, off) = (teller.adds_date(3).await, teller.adds_date(9).await, teller.adds_date(9).await);
    let pair = teller.signs_up("R0001", full, &["R0001", "R0003"]).await;
    let given_back = teller.signs_up("R0004", full, &["R0004"]).await;
    teller.signs_up("R0006", full, &["R0006"]).await;
    let waits = [teller.signs_up("R0005", full, &["R0005"]).await, teller.signs_up("R0007", full, &["R0007"]).await];
    teller.does("R0004", Command::CancelSignup { signup: given_back }).await;
    let called_off = teller.signs_up("R0004", off, &["R0004"]).await;
    teller.does("R0005", Command::CancelOccurrence { occurrence: off, reason: "下雨".into() }).await;
    teller.signs_up("R0008", open, &["R0008"]).await;

    let meals = [
        teller.orders("R0001", "R0001").await,
        teller.orders("R0001", "R0003").await,
        teller.orders("R0004", "R0004").await,
        teller.orders("R0005", "R0005").await,
    ];
    teller.does("R0005", Command::CancelOrder { order: meals[3] }).await;

    let (photo, reports) = desk(&mut teller).await;
    service(&teller).await;
    let lost = sign_in(stage, stage.resident("R0001"), begin).await;
    teller.does("R0001", Command::RevokeDevice { device: lost }).await;

    let end = Moment::at(begin.day().plus(4), domain::when::Clock(11 * 60 + 30));
    teller.at = end;
    teller.does("R0006", Command::HandOut { order: meals[0] }).await;
    let phones = teller.phones;
    Story { end, full, open, off, pair, waits, called_off, meals, reports, photo, phones, lost }
}

/// Three shifts: somebody found a stand-in, who came and has hours for it, some of them taken back; one was given back in
/// time; one was called off. What still counts is certified, and the desk has seen a first-aid certificate.
async fn service(teller: &Teller<'_>) {
    let (handed_on, given_back, off) =
        (teller.asks_for_one(72).await, teller.asks_for_one(74).await, teller.asks_for_one(76).await);
    let first = teller.takes("R0004", handed_on).await;
    teller.does("R0004", Command::SeekReplacement { duty: first, seeking: true }).await;
    let second = teller.takes("R0006", handed_on).await;
    let left = teller.takes("R0008", given_back).await;
    teller.does("R0008", Command::LeaveShift { duty: left }).await;
    teller.takes("R0008", off).await;
    teller.does("R0005", Command::CancelShift { shift: off, reason: "下雨".into() }).await;

    let (of, came, at) = (Venture::Shift(handed_on), teller.who("R0006"), teller.at);
    let seen = Seen { of, resident: Some(came), mark: Mark::In, at, ..Seen::default() };
    teller.does("R0005", Command::NotePresence { presence: PresenceId(Uuid::now_v7()), seen }).await;
    let seen = Seen { of, name: "外面来的人".into(), mark: Mark::In, at, ..Seen::default() };
    teller.does("R0005", Command::NotePresence { presence: PresenceId(Uuid::now_v7()), seen }).await;

    let activity = teller.stage.census.activities.iter().find(|activity| activity.title == "戏曲队排练").unwrap();
    let (organization, entry) = (activity.organization, HoursId(Uuid::now_v7()));
    let served = |hours: i64, duty| Served {
        organization,
        resident: came,
        from: at.plus_ms(-hours * HOUR_MS),
        until: at.plus_ms((1 - hours) * HOUR_MS),
        content: "搬凳子".into(),
        duty,
    };
    teller.does("R0005", Command::SignHours { hours: entry, served: served(3, Some(second)) }).await;
    let (hours, reason) = (HoursId(Uuid::now_v7()), "写错了".to_owned());
    teller.does("R0005", Command::ReverseHours { hours, entry, reason }).await;
    teller.does("R0005", Command::SignHours { hours: HoursId(Uuid::now_v7()), served: served(2, None) }).await;

    let (certificate, until) = (CertificateId(Uuid::now_v7()), at.day());
    let (from, volunteer) = (until.plus(-1), "3304810012345678".to_owned());
    teller
        .does("R0005", Command::IssueCertificate { certificate, organization, person: came, from, until, volunteer })
        .await;

    let (qualification, resident) = (QualificationId(Uuid::now_v7()), teller.who("R0004"));
    let until = at.day().plus(30);
    let held = Command::RecordQualification { qualification, resident, skill: Skill::FirstAid, until };
    teller.does("R0007", held).await;
}

/// Reports, and the social worker who answers them.
async fn desk(teller: &mut Teller<'_>) -> (PhotoId, [ReportId; 3]) {
    let (stage, staff, photo, now) = (teller.stage, teller.who("R0007"), PhotoId(Uuid::now_v7()), teller.at);
    let mut tx = stage.db.write(stage.community).await.unwrap();
    photo::save(&mut tx, photo, teller.who("R0001"), b"a picture", now).await.unwrap();
    let factors = Credential { password_hash: "hash".into(), totp_secret: "secret".into(), last_step: 0 };
    assert!(credential::enrol(&mut tx, staff, &factors, now).await.unwrap());
    device::save_desk(&mut tx, teller.phones["R0007"], staff, now.plus_ms(HOUR_MS), now).await.unwrap();
    let row = Passkey { id: PasskeyId(Uuid::now_v7()), label: "电脑".into(), made: now, used: None };
    let kept = passkey::Kept { row, record: "{}".into() };
    assert!(passkey::save(&mut tx, staff, b"credential", &kept).await.unwrap());
    ceremony::begin(&mut tx, teller.phones["R0007"], staff, Purpose::Unlock, "{}", now).await.unwrap();
    calendar::save(&mut tx, teller.who("R0001"), b"hash of a secret", now).await.unwrap();
    server::api::desk::issue(&mut tx, teller.who("R0002"), "https://example", now).await.unwrap().unwrap();
    tx.commit().await.unwrap();

    let reports = [
        teller.reports("R0001", false, vec![photo]).await,
        teller.reports("R0004", true, Vec::new()).await,
        teller.reports("R0005", true, Vec::new()).await,
    ];
    teller.does("R0006", Command::Endorse { report: reports[1] }).await;
    let words = "电工明天来".to_owned();
    let state = ReportState::InProgress;
    teller.does("R0007", Command::AnswerReport { report: reports[0], state, words }).await;
    teller.does("R0007", Command::MergeReport { report: reports[2], into: reports[1] }).await;
    (photo, reports)
}
