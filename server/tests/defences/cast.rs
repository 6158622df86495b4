//! Who attacks: one player for each column of the policy, each with a phone of their own.

use crate::world::{Phone, World};
use domain::id::ResidentId;
use domain::when::HOUR_MS;
use server::commands::now;

/// The columns of the policy, in its order.
pub const NAMES: [&str; 13] = [
    "anonymous",
    "resident",
    "neighbour",
    "guardian",
    "volunteer",
    "organizer",
    "cook",
    "locked",
    "open",
    "revoked",
    "expired",
    "impostor",
    "shared",
];

/// Somebody whom nobody in the cast has to do with.
pub const STRANGER: &str = "R0037";

/// Somebody who asks.
#[derive(Clone, Debug)]
pub struct Player {
    pub name: &'static str,
    /// The account that the requests name.
    pub me: Option<ResidentId>,
    /// The phone that they come from.
    pub phone: Option<Phone>,
    /// Someone in their care.
    pub ward: Option<ResidentId>,
    /// Someone behind the same door, but not in their care.
    pub housemate: Option<ResidentId>,
    /// Someone else on the same phone.
    pub phonemate: Option<ResidentId>,
}

impl Player {
    pub fn cookie(&self) -> Option<&str> {
        self.phone.as_ref().map(|phone| phone.cookie.as_str())
    }

    /// Whose thing a relation means; none where the player has nobody like that.
    pub fn whose(&self, world: &World, relation: &str) -> Option<ResidentId> {
        match relation {
            "own" => self.me,
            "ward" => self.ward,
            "housemate" => self.housemate,
            "phonemate" => self.phonemate,
            _ => Some(world.resident(STRANGER)),
        }
    }
}

/// The code of the account that a player names.
pub fn code(name: &str) -> Option<&'static str> {
    Some(match name {
        "resident" | "impostor" => "R0158",
        "neighbour" => "R0024",
        "guardian" => "R0001",
        "volunteer" => "R0020",
        "organizer" => "R0005",
        "cook" => "R0006",
        "locked" | "open" => "R0007",
        "revoked" => "R0064",
        "expired" => "R0051",
        "shared" => "R0066",
        _ => return None,
    })
}

/// A player with a new phone.
pub async fn player(world: &World, name: &'static str) -> Player {
    let me = code(name).map(|code| world.resident(code));
    let mut player = Player { name, me, phone: None, ward: None, housemate: None, phonemate: None };
    let Some(me) = me else { return player };
    let on_phone = match name {
        "impostor" => vec![world.resident("R0024")],
        "shared" => vec![me, world.resident("R0074")],
        _ => vec![me],
    };
    let phone = world.phone(&on_phone).await;
    match name {
        "guardian" => player.ward = Some(world.resident("R0003")),
        "resident" => player.housemate = Some(world.resident("R0159")),
        "shared" => player.phonemate = Some(world.resident("R0074")),
        "open" => world.desk(&phone, me, true).await,
        "revoked" => {
            let id = world.literal(phone.id.0);
            world.sql(format!("update device_resident set revoked = 1 where device = {id}")).await;
        }
        "expired" => {
            let (id, seen) = (world.literal(phone.id.0), now().0 - 31 * 24 * HOUR_MS);
            world.sql(format!("update device set seen = {seen} where device = {id}")).await;
        }
        _ => {}
    }
    player.phone = Some(phone);
    player
}
