//! What moves money: at the desk, at the counter, from one's own balance.

use crate::cast::{Player, STRANGER};
use crate::policy::Line;
use crate::world::World;
use domain::change::Change;
use domain::command::Command;
use domain::id::{EntryId, OrderId, ResidentId};
use domain::ledger::{Entry, EntryKind, Postings, Wallet};
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

/// Taking back what this player took for a stranger, or somebody else did.
pub async fn reversal(world: &World, player: &Player, line: &Line) -> Command {
    let (entry, of, at) = (EntryId(Uuid::now_v7()), EntryId(Uuid::now_v7()), now());
    if line.relation != "absent" {
        let owner = world.person(world.resident(STRANGER)).await;
        let by = player.me.filter(|_| line.relation == "own").unwrap_or(owner.id);
        let row = Entry {
            id: of,
            kind: EntryKind::TopUp,
            day: at.day(),
            resident: Some(owner.clone()),
            postings: Postings { till: 100, balance: 100, ..Postings::default() },
            by: world.person(by).await,
            at,
            ..Entry::default()
        };
        world.write(Change::Wallet(Wallet { id: owner.id, name: owner.name, fen: 100, changed: at })).await;
        world.write(Change::Entry(row)).await;
    }
    Command::ReverseEntry { entry, of, reason: "记错了".into() }
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
