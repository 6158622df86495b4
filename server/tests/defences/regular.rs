//! Regular orders, made fresh for each attempt, and the commands about them.

use crate::policy::Line;
use crate::world::World;
use domain::change::Change;
use domain::command::Command;
use domain::id::{RegularId, ResidentId};
use domain::meal::Meal;
use domain::regular::{Habit, Plate, Regular};
use server::commands::now;
use uuid::Uuid;

/// Not before the tests are long over: nothing is ordered in between.
const AHEAD: i32 = 300;

fn habit() -> Habit {
    let plate = Plate { meat: 1, staple: 1, ..Plate::default() };
    Habit { days: 0b1_1111, plate, from: now().day().plus(AHEAD), ..Habit::default() }
}

impl World {
    /// A regular order of somebody's for themself. Nobody has two, so what was there before ends.
    pub async fn regular(&self, who: ResidentId) -> RegularId {
        self.no_regular().await;
        let (person, at) = (self.person(who).await, now());
        let id = RegularId(Uuid::now_v7());
        let row = Regular {
            id,
            by: person.clone(),
            eater: person,
            habit: habit(),
            meal: Meal::Lunch,
            made: at,
            changed: at,
            ended: None,
            stopped: None,
        };
        self.write(Change::Regular(row)).await;
        id
    }

    async fn no_regular(&self) {
        self.sql("update regular set ended = made where ended is null".into()).await;
    }
}

/// The command of a line about that.
pub async fn command(world: &World, line: &Line, who: ResidentId) -> Command {
    let absent = line.relation == "absent";
    match line.name.as_str() {
        "set_regular" => {
            world.no_regular().await;
            Command::SetRegular { regular: RegularId(Uuid::now_v7()), eater: who, habit: habit(), meal: Meal::Lunch }
        }
        "end_regular" if absent => Command::EndRegular { regular: RegularId(Uuid::now_v7()) },
        "end_regular" => Command::EndRegular { regular: world.regular(who).await },
        other => panic!("no command {other}"),
    }
}
