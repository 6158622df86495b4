//! Mandates, made fresh for each attempt, and the commands about them.

use crate::cast::STRANGER;
use crate::policy::Line;
use crate::world::World;
use domain::change::Change;
use domain::command::Command;
use domain::id::{MandateId, ResidentId};
use domain::kin::Power;
use domain::mandate::{Consent, Mandate, MandateState, Named, Step, Terms};
use server::commands::now;
use uuid::Uuid;

/// Who helps: nobody in the cast.
const HELPER: &str = "R0100";

impl World {
    /// Somebody as on their door.
    fn door(&self, who: ResidentId) -> Named {
        let line = self.census.residents.iter().find(|line| line.id == who).unwrap();
        let home = self.census.households.iter().find(|home| home.id == line.household).unwrap();
        Named { name: line.name.clone(), room: home.room.clone() }
    }

    /// What somebody is asked for, is asked for as a child, or has agreed to before a witness.
    async fn mandate(&self, principal: ResidentId, relation: &str) -> MandateId {
        let (id, desk) = (MandateId(Uuid::now_v7()), relation == "desk");
        let made = now();
        let row = Mandate {
            id,
            principal: self.person(principal).await,
            helper: self.person(self.resident(HELPER)).await,
            terms: terms(),
            state: if desk { MandateState::Agreed } else { MandateState::Asked },
            consent: desk.then_some(Consent::Witness),
            by: None,
            witness: if desk { "何秀英".into() } else { String::new() },
            ended_by: None,
            fourteen: (relation == "ward").then(|| made.day().plus(60)),
            made,
            changed: made,
        };
        self.write(Change::Mandate(row)).await;
        id
    }
}

fn terms() -> Terms {
    Terms { powers: vec![Power::Meals], until: now().day().plus(30) }
}

/// The command of a line about mandates. No question of an earlier attempt is left open.
pub async fn command(world: &World, line: &Line, who: ResidentId) -> Command {
    let (relation, absent) = (line.relation.as_str(), line.relation == "absent");
    world.sql("delete from mandate".into()).await;
    let (mandate, nobody) = (MandateId(Uuid::now_v7()), Named { name: "没有这个人".into(), room: "0".into() });
    let whom = if absent { nobody } else { world.door(world.resident(STRANGER)) };
    let (mandate, step) = match line.name.as_str() {
        "ask_mandate" => (mandate, Step::Ask { whom, terms: terms() }),
        "record_mandate" => {
            let (helper, witness) = (world.door(world.resident(HELPER)), "何秀英".into());
            (mandate, Step::Record { whom, helper, terms: terms(), witness, card: false })
        }
        "answer_mandate" => {
            let mandate = if absent { mandate } else { world.mandate(who, relation).await };
            (mandate, Step::Answer { agreed: relation != "desk" })
        }
        other => panic!("no command {other}"),
    };
    Command::Mandate { mandate, step }
}
