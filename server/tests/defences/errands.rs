//! Meals that are brought, made fresh for each attempt, and the command about them.

use crate::cast::STRANGER;
use crate::policy::Line;
use crate::world::World;
use domain::change::Change;
use domain::command::Command;
use domain::duty::Duty;
use domain::errand::{Errand, ErrandState};
use domain::id::{DutyId, OrderId, ResidentId, ShiftId};
use domain::meal::Meal;
use domain::order::{Order, OrderState, Via};
use domain::resident::Person;
use domain::shift::Shift;
use domain::when::{Clock, Moment};
use server::commands::now;
use server::store::shift;
use uuid::Uuid;

impl World {
    /// A stranger's meal of a day that is over is brought; by this person, or by nobody who is known.
    pub async fn errand(&self, by: Option<ResidentId>) -> OrderId {
        let day = now().day().plus(-20 - i32::try_from(self.number()).unwrap());
        let (id, stranger) = (OrderId(Uuid::now_v7()), self.person(self.resident(STRANGER)).await);
        let row = Order {
            id,
            day,
            eater: stranger.clone(),
            booker: stranger,
            lines: Vec::new(),
            total_fen: 0,
            subsidy_fen: 0,
            code: 1,
            state: OrderState::Booked,
            changed: now(),
            delivered: true,
            to: None,
            via: Via::Own,
            entrusted: false,
            meal: Meal::Lunch,
        };
        self.write(Change::Order(row)).await;
        let Some(who) = by else { return id };
        let shift = Shift {
            id: ShiftId(Uuid::now_v7()),
            organization: self.organization("opera"),
            role: "送餐".into(),
            starts: Moment::at(day, Clock(10 * 60)),
            ends: Moment::at(day, Clock(12 * 60)),
            venue: self.census.venues[0].id,
            least: 1,
            most: 5,
            taken: 1,
            delivers: true,
            ..Shift::default()
        };
        let duty = Duty {
            id: DutyId(Uuid::now_v7()),
            shift: shift.id,
            organization: shift.organization,
            resident: self.person(who).await,
            made: now(),
            changed: now(),
            ..Duty::default()
        };
        self.write(Change::Shift(shift)).await;
        self.write(Change::Duty(duty)).await;
        id
    }
}

impl World {
    /// Somebody brings meals on a shift to come, and holds a stranger's: with this number to call. Answers the shift.
    pub async fn round(&self, who: ResidentId, phone: String) -> ShiftId {
        let id = self.shift("opera", 1).await;
        let mut tx = self.app.db.read(self.community()).await.unwrap();
        let shift = shift::load(&mut tx, id).await.unwrap().unwrap();
        drop(tx);
        let (day, order) = (shift.starts.day(), OrderId(Uuid::now_v7()));
        // The team's leader sees who comes: here nobody's name.
        let duty = Duty {
            id: DutyId(Uuid::now_v7()),
            shift: id,
            organization: shift.organization,
            resident: Person { id: who, name: String::new() },
            made: now(),
            changed: now(),
            ..Duty::default()
        };
        self.write(Change::Duty(duty)).await;
        self.write(Change::Shift(Shift { delivers: true, ..shift })).await;
        self.write(Change::Errand(Errand { id: order, day, shifts: vec![id], phone, ..Errand::default() })).await;
        id
    }
}

/// The command of a line about that.
pub async fn command(world: &World, line: &Line, who: ResidentId) -> Command {
    let errand = match line.relation.as_str() {
        "absent" => OrderId(Uuid::now_v7()),
        "own" => world.errand(Some(who)).await,
        _ => world.errand(None).await,
    };
    Command::NoteErrand { errand, state: ErrandState::Brought, at: now() }
}
