//! What the cook says of menus: the commands about them.

use crate::cast::Player;
use crate::policy::Line;
use crate::world::World;
use domain::command::Command;
use domain::id::{DishId, PhotoId};
use domain::meal::Meal;
use domain::menu::Cooked;
use domain::quota::Limits;
use server::commands::now;
use uuid::Uuid;

const LIMITS: Limits = Limits { eat_in: Some(40), deliver: Some(20) };

/// Good commands about that, as a phone writes them.
pub fn written(id: Uuid) -> [String; 3] {
    let day = now().day().plus(3);
    let dishes = vec![Cooked { dish: DishId(id), portions: 30 }];
    let shown = Command::ShowDish { dish: DishId(id), picture: Some(PhotoId(id)) };
    let commands =
        [Command::SetMenu { day, dishes, limits: LIMITS, meal: Meal::Lunch }, Command::CopyMenus { first: day }, shown];
    commands.map(|command| serde_json::to_string(&command).unwrap())
}

/// What a dish looks like, in a picture that whoever asks has sent.
pub async fn shown(world: &World, player: &Player, line: &Line) -> Command {
    let known = world.census.dishes[0].id;
    let dish = if line.relation == "absent" { DishId(Uuid::now_v7()) } else { known };
    let who = player.me.unwrap_or_else(|| world.resident("R0158"));
    Command::ShowDish { dish, picture: Some(world.picture(who).await) }
}

/// The command of a line about that.
pub async fn command(world: &World, line: &Line) -> Command {
    let today = now().day();
    match line.name.as_str() {
        "set_menu" => {
            let known = world.census.dishes[0].id;
            let dish = if line.relation == "absent" { DishId(Uuid::now_v7()) } else { known };
            let day = today.plus(400 + i32::try_from(world.number()).unwrap());
            let dishes = vec![Cooked { dish, portions: 30 }];
            Command::SetMenu { day, dishes, limits: LIMITS, meal: Meal::Lunch }
        }
        "copy_menus" => Command::CopyMenus { first: today.plus(1) },
        other => panic!("no command {other}"),
    }
}
