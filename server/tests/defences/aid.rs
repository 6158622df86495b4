//! What those at the door should know, and the command about it.

use crate::world::World;
use domain::aid::{Aid, Noted};
use domain::change::Change;
use domain::command::Command;
use domain::id::ResidentId;
use server::commands::now;

impl World {
    /// Somebody has written what they cannot take, and has a place on a date of the opera team about now.
    pub async fn aided(&self, code: &str, allergies: String) {
        let id = self.resident(code);
        let noted = Noted { allergies, ..Noted::default() };
        let row = Aid { id, noted, by: self.person(id).await, made: now() };
        self.write(Change::Aid(row, vec![self.organization("opera")])).await;
    }
}

/// The command of a line about that: each time with something else, or it would say what is known already.
pub fn command(world: &World, resident: ResidentId) -> Command {
    let allergies = format!("花生{}", world.number());
    let noted = Noted { allergies, contact: "沈阿婆".into(), phone: "19900000000".into() };
    Command::NoteAid { resident, noted, before: None }
}
