//! What moves money: at the desk, at the counter, from one's own balance.

use crate::policy::Line;
use crate::world::World;
use domain::change::Change;
use domain::command::Command;
use domain::id::{EntryId, OrderId, ResidentId};
use domain::ledger::Wallet;
use domain::payment::Tender;
use server::commands::now;
use uuid::Uuid;

/// Commands about money as they are written, good in themselves.
pub fn written(id: Uuid, who: ResidentId) -> [String; 2] {
    let (entry, day, words) = (EntryId(id), now().day(), "少了一角".to_owned());
    let commands = [
        Command::TopUp { entry, resident: who, fen: 100, tender: Tender::Cash },
        Command::CloseTill { entry, day, counted_fen: 1, words },
    ];
    commands.map(|command| serde_json::to_string(&command).unwrap())
}

/// The command of a line about that.
pub async fn command(world: &World, line: &Line, who: ResidentId) -> Command {
    let absent = line.relation == "absent";
    let entry = EntryId(Uuid::now_v7());
    match line.name.as_str() {
        "top_up" => Command::TopUp { entry, resident: who, fen: 100, tender: Tender::Cash },
        "pay_back" => {
            if !absent {
                let name = world.person(who).await.name;
                world.write(Change::Wallet(Wallet { id: who, name, fen: 100, changed: now() })).await;
            }
            Command::PayBack { entry, resident: who, fen: 100 }
        }
        "pay_order" => {
            let order = if absent { OrderId(Uuid::now_v7()) } else { world.order(who, 1).await };
            Command::PayOrder { entry, order }
        }
        "take_payment" => {
            let order = if absent { OrderId(Uuid::now_v7()) } else { world.order(who, -1).await };
            Command::TakePayment { entry, order, tender: Tender::Cash }
        }
        "close_till" => {
            let day = now().day().plus(-20 - i32::try_from(world.number()).unwrap());
            Command::CloseTill { entry, day, counted_fen: 0, words: String::new() }
        }
        other => panic!("no command {other}"),
    }
}
