//! Shifts, and what people do on them, made fresh for each attempt; and the commands about them.

use crate::cast::STRANGER;
use crate::policy::Line;
use crate::world::World;
use domain::certificate::Certificate;
use domain::change::Change;
use domain::collector::{Collector, Trusted};
use domain::command::Command;
use domain::duty::Duty;
use domain::hours::{Hours, Served};
use domain::id::{
    CertificateId, CollectorId, DutyId, HoursId, OrganizationId, PresenceId, QualificationId, ResidentId, ShiftId,
    SwapId,
};
use domain::presence::{Mark, Presence, Seen, Venture, code};
use domain::qualification::{Qualification, Skill};
use domain::resident::Person;
use domain::shift::{Shift, ShiftPlan};
use domain::swap::Swap;
use domain::when::{HOUR_MS, MINUTE_MS, Moment};
use server::commands::now;
use uuid::Uuid;

impl World {
    /// A shift of an organization that so many people are on.
    pub async fn shift(&self, organization: &str, taken: u32) -> ShiftId {
        let (plan, id) = (self.plan(), ShiftId(Uuid::now_v7()));
        let row = Shift {
            id,
            organization: self.organization(organization),
            role: "搬凳子".into(),
            starts: plan.starts,
            ends: plan.ends,
            venue: plan.venue,
            least: 1,
            most: 5,
            taken,
            ..Shift::default()
        };
        self.write(Change::Shift(row)).await;
        id
    }

    /// Somebody on a shift of an organization.
    pub async fn duty(&self, who: ResidentId, organization: &str) -> (DutyId, ShiftId) {
        let (id, shift) = (DutyId(Uuid::now_v7()), self.shift(organization, 1).await);
        let row = Duty {
            id,
            shift,
            organization: self.organization(organization),
            resident: self.person(who).await,
            made: now(),
            changed: now(),
            ..Duty::default()
        };
        self.write(Change::Duty(row)).await;
        (id, shift)
    }

    /// Somebody who is on a shift of the opera team, holds a certificate, came, was excused and has hours; their name, or the
    /// words about them, are different in each of the five.
    pub async fn volunteer(&self, id: ResidentId, [duty, held, came, excused, served]: [String; 5]) {
        let (shift, organization) = (self.shift("opera", 1).await, self.organization("opera"));
        let by = || Person { id: self.resident("R0005"), name: "负责人".into() };
        let (from, until) = self.minute();
        let on_duty = Duty {
            id: DutyId(Uuid::now_v7()),
            shift,
            organization,
            resident: Person { id, name: duty },
            made: now(),
            changed: now(),
            ..Duty::default()
        };
        self.write(Change::Duty(on_duty)).await;
        let certificate = Qualification {
            id: QualificationId(Uuid::now_v7()),
            resident: Person { id, name: held },
            skill: Skill::Food,
            until: now().day().plus(30),
        };
        self.write(Change::Qualification(certificate)).await;
        let presence = Presence {
            id: PresenceId(Uuid::now_v7()),
            of: Venture::Shift(shift),
            organization,
            resident: Some(id),
            name: came,
            at: now(),
            by: by(),
            made: now(),
            ..Presence::default()
        };
        let (again, name) = (PresenceId(Uuid::now_v7()), String::new());
        let excuse = Presence { id: again, name, mark: Mark::Excused, reason: excused, ..presence.clone() };
        self.write(Change::Presence(presence)).await;
        self.write(Change::Presence(excuse)).await;
        let hours = Hours {
            id: HoursId(Uuid::now_v7()),
            organization,
            resident: Person { id, name: String::new() },
            from,
            until,
            content: served,
            signed_by: by(),
            made: now(),
            ..Hours::default()
        };
        self.write(Change::Hours(hours)).await;
    }

    /// A minute that nobody has served in.
    pub fn minute(&self) -> (Moment, Moment) {
        let from = now().plus_ms(-HOUR_MS - i64::from(self.number()) * 2 * MINUTE_MS);
        (from, from.plus_ms(MINUTE_MS))
    }

    /// Signed hours of somebody.
    pub async fn hours(&self, who: ResidentId, organization: &str, content: &str) -> HoursId {
        let (id, (from, until)) = (HoursId(Uuid::now_v7()), self.minute());
        let row = Hours {
            id,
            organization: self.organization(organization),
            resident: self.person(who).await,
            from,
            until,
            content: content.into(),
            signed_by: self.person(self.resident("R0005")).await,
            made: now(),
            ..Hours::default()
        };
        self.write(Change::Hours(row)).await;
        id
    }
}

impl World {
    /// A certificate of a neighbour.
    pub async fn certificate(&self, organization: &str) -> CertificateId {
        let (id, who) = (CertificateId(Uuid::now_v7()), self.resident(STRANGER));
        let entry = self.hours(who, organization, "搬凳子").await;
        let row = Certificate {
            id,
            organization: self.organization(organization),
            resident: self.person(who).await,
            // No command issues one in that year.
            year: 1999,
            ordinal: self.number() + 1,
            minutes: 1,
            entries: vec![entry],
            issued_by: self.person(self.resident("R0005")).await,
            made: now(),
            ..Certificate::default()
        };
        self.write(Change::Certificate(row)).await;
        id
    }
}

impl World {
    /// Somebody who may collect a child; one of the neighbours said so, who is nobody's guardian here.
    pub async fn collector(&self, child: ResidentId) -> CollectorId {
        let id = CollectorId(Uuid::now_v7());
        let row = Collector {
            id,
            child: self.person(child).await,
            organization: self.organization("chess"),
            name: "沈阿婆".into(),
            until: now().day().plus(30),
            by: self.person(self.resident(STRANGER)).await,
            made: now(),
            ..Collector::default()
        };
        self.write(Change::Collector(row)).await;
        id
    }
}

impl World {
    /// A proposal to somebody, by a neighbour.
    async fn swap(&self, who: ResidentId) -> SwapId {
        let stranger = self.resident(STRANGER);
        let by = if who == stranger { self.resident("R0159") } else { stranger };
        let ((given, given_shift), (wanted, wanted_shift)) =
            (self.duty(by, "chess").await, self.duty(who, "chess").await);
        let (id, proposer, asked) = (SwapId(Uuid::now_v7()), self.person(by).await, self.person(who).await);
        let row =
            Swap { id, proposer, given, given_shift, asked, wanted, wanted_shift, made: now(), ..Swap::default() };
        self.write(Change::Swap(row)).await;
        id
    }
}

/// The command of a line about shifts.
pub async fn command(world: &World, line: &Line, who: ResidentId) -> Command {
    let (relation, absent) = (line.relation.as_str(), line.relation == "absent");
    let stranger = world.resident(STRANGER);
    let team = if matches!(relation, "opera" | "dance") { relation } else { "chess" };
    let plan = || {
        let plan = world.plan();
        let (starts, ends, venue) = (plan.starts, plan.ends, plan.venue);
        ShiftPlan { role: "搬凳子".into(), starts, ends, venue, least: 1, most: 5, ..ShiftPlan::default() }
    };
    let organization = if absent { OrganizationId(Uuid::now_v7()) } else { world.organization(team) };
    match line.name.as_str() {
        "take_shift" => {
            let shift = world.shift("chess", 0).await;
            Command::TakeShift { duty: DutyId(Uuid::now_v7()), shift, resident: who, witness: String::new() }
        }
        "leave_shift" => Command::LeaveShift { duty: duty(world, who, team, absent).await },
        "seek_replacement" => Command::SeekReplacement { duty: duty(world, who, team, absent).await, seeking: true },
        "add_shift" => {
            Command::AddShift { shift: ShiftId(Uuid::now_v7()), organization, occurrence: None, plan: plan() }
        }
        "edit_shift" => Command::EditShift { shift: shift(world, team, absent).await, plan: plan(), before: None },
        "cancel_shift" => Command::CancelShift { shift: shift(world, team, absent).await, reason: "下雨".into() },
        "note_presence" => {
            let of = Venture::Shift(shift(world, team, absent).await);
            let seen = Seen { of, resident: Some(stranger), mark: Mark::In, at: now(), ..Seen::default() };
            Command::NotePresence { presence: PresenceId(Uuid::now_v7()), seen }
        }
        "sign_hours" => {
            let (from, until) = world.minute();
            let content = "搬凳子".into();
            let served = Served { organization, resident: stranger, from, until, content, duty: None };
            Command::SignHours { hours: HoursId(Uuid::now_v7()), served }
        }
        "reverse_hours" => {
            let entry = if absent { HoursId(Uuid::now_v7()) } else { world.hours(stranger, team, "搬凳子").await };
            Command::ReverseHours { hours: HoursId(Uuid::now_v7()), entry, reason: "写错了".into() }
        }
        "issue_certificate" => {
            world.hours(stranger, team, "搬凳子").await;
            // The hours of the attempts lie back farther and farther, so the span does too.
            let (certificate, until) = (CertificateId(Uuid::now_v7()), now().day());
            Command::IssueCertificate {
                certificate,
                organization,
                person: stranger,
                from: until.plus(-90),
                until,
                volunteer: String::new(),
            }
        }
        "record_qualification" => Command::RecordQualification {
            qualification: QualificationId(Uuid::now_v7()),
            resident: who,
            skill: Skill::FirstAid,
            until: now().day().plus(30),
        },
        "authorise_collector" => {
            let (name, phone, until) = ("沈阿婆".into(), String::new(), now().day().plus(30));
            let trusted = Trusted { child: who, organization, name, phone, until, witness: String::new() };
            Command::AuthoriseCollector { collector: CollectorId(Uuid::now_v7()), trusted }
        }
        "withdraw_collector" => {
            let none = CollectorId(Uuid::now_v7());
            Command::WithdrawCollector { collector: if absent { none } else { world.collector(who).await } }
        }
        "propose_swap" => {
            let (wanted, shift) = world.duty(stranger, "chess").await;
            let (swap, duty) = (SwapId(Uuid::now_v7()), duty(world, who, team, absent).await);
            Command::ProposeSwap { swap, duty, shift, code: code(wanted.0) }
        }
        "answer_swap" => {
            let none = SwapId(Uuid::now_v7());
            Command::AnswerSwap { swap: if absent { none } else { world.swap(who).await }, agreed: true }
        }
        other => panic!("no command {other}"),
    }
}

async fn shift(world: &World, team: &str, absent: bool) -> ShiftId {
    if absent { ShiftId(Uuid::now_v7()) } else { world.shift(team, 0).await }
}

async fn duty(world: &World, who: ResidentId, team: &str, absent: bool) -> DutyId {
    if absent { DutyId(Uuid::now_v7()) } else { world.duty(who, team).await.0 }
}
