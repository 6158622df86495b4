//! The workbooks of lists, read back by another library than the one that wrote them.

use crate::cast::{STRANGER, player};
use crate::on_both;
use crate::world::{Ask, Reply, World};
use calamine::{Data, Range, Reader, Xlsx};
use domain::change::Change;
use domain::id::{EntryId, OrderId, ResidentId, ServingId, SignupId};
use domain::ledger::{Entry, EntryKind, Postings};
use domain::order::{Line, Order, OrderState, Via};
use domain::payment::{Payment, Tender};
use domain::signup::{Signup, SignupState};
use domain::when::Moment;
use server::commands::now;
use server::store::{occurrence, signup};
use std::io::Cursor;
use uuid::Uuid;

pub async fn get(world: &World, name: &'static str, path: &str) -> Reply {
    let asker = player(world, name).await;
    let ask = Ask::new("GET", &format!("{path}?as={}", asker.me.unwrap()), "");
    world.ask(&Ask { cookie: asker.cookie().map(str::to_owned), ..ask }).await
}

pub fn read(reply: &Reply, sheet: &str) -> Range<Data> {
    assert_eq!(reply.status, 200, "{}", reply.text());
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(reply.body.clone())).unwrap();
    book.worksheet_range(sheet).unwrap()
}

/// A row as texts; numbers and times as they are counted.
pub fn row(range: &Range<Data>, row: u32) -> Vec<String> {
    let (_, width) = range.end().unwrap();
    let cell = |column| match range.get_value((row, column)) {
        None | Some(Data::Empty) => String::new(),
        Some(Data::String(text)) => text.clone(),
        Some(Data::Float(number)) => format!("{number:.6}"),
        Some(Data::Int(number)) => format!("{number}.000000"),
        Some(Data::DateTime(at)) => format!("{:.6}", at.as_f64()),
        Some(other) => panic!("{other:?}"),
    };
    (0..=width).map(cell).collect()
}

/// A moment in Beijing as Excel counts it, to the minute.
pub fn counted(at: Moment) -> String {
    let minutes = (at.0 + 8 * 3_600_000).div_euclid(60_000);
    format!("{:.6}", minutes as f64 / 1_440.0 + 25_569.0)
}

pub async fn rename(world: &World, who: ResidentId, name: &str) {
    world.sql(format!("update resident set name = '{name}' where resident = {}", world.literal(who.0))).await;
}

async fn load(world: &World, id: SignupId) -> Signup {
    let mut tx = world.app.db.read(world.community()).await.unwrap();
    signup::load(&mut tx, id).await.unwrap().unwrap()
}

/// Somebody pays what they ordered, at the counter.
async fn pay(world: &World, order: &Order) {
    let by = order.booker.clone();
    let entry = Entry {
        id: EntryId(Uuid::now_v7()),
        kind: EntryKind::Meal,
        day: order.day,
        resident: None,
        order: Some(order.id),
        postings: Postings {
            till: order.owed_fen(),
            subsidy: order.subsidy_fen,
            meals: order.total_fen,
            ..Postings::default()
        },
        by: by.clone(),
        at: now(),
        reverses: None,
        reason: String::new(),
        moved: false,
    };
    let payment = Payment {
        id: order.id,
        price_fen: order.total_fen,
        subsidy_fen: order.subsidy_fen,
        paid_fen: order.owed_fen(),
        tender: Some(Tender::Cash),
        payer: by,
        entry: entry.id,
        back: None,
        changed: now(),
        told: Vec::new(),
    };
    world.write(Change::Entry(entry)).await;
    world.write(Change::Payment(payment)).await;
}

on_both! {
    async fn an_organizer_takes_the_names_of_a_date_along(world: &World) {
        let sly = world.resident(STRANGER);
        rename(world, sly, "=HYPERLINK(\"http://x\")").await;
        let seated = load(world, world.signup(sly, "opera").await).await;
        let guardian = world.person(world.resident("R0001")).await;
        let child = world.person(world.resident("R0003")).await;
        let waiting = Signup {
            id: SignupId(Uuid::now_v7()),
            booker: guardian.clone(),
            party: vec![guardian.clone(), child.clone()],
            state: SignupState::Waiting { ticket: 7, position: 1 },
            ..seated.clone()
        };
        world.write(Change::Signup(waiting)).await;
        let gone = Signup { id: SignupId(Uuid::now_v7()), state: SignupState::Cancelled, ..seated.clone() };
        world.write(Change::Signup(gone)).await;
        let mut tx = world.app.db.read(world.community()).await.unwrap();
        let date = occurrence::load(&mut tx, seated.occurrence).await.unwrap().unwrap();
        drop(tx);

        let path = format!("/api/export/signups/{}", seated.occurrence);
        let reply = get(world, "organizer", &path).await;
        let range = read(&reply, "报名名单");
        assert_eq!(row(&range, 0)[..3], ["姓名", "一起报名的人", "状态"]);
        let when = counted(seated.made);
        let sly = "'=HYPERLINK(\"http://x\")";
        assert_eq!(row(&range, 1), [sly, sly, "已报上", "", "", when.as_str(), sly]);
        let both = format!("{}、{}", guardian.name, child.name);
        let line = [child.name.as_str(), &both, "候补", "7.000000", "1.000000", &when, &guardian.name];
        assert_eq!(row(&range, 3), line);
        assert_eq!(range.end().unwrap().0, 3, "who gave it up is not in it");
        assert!(matches!(range.get_value((1, 5)), Some(Data::DateTime(_))), "a time that can be sorted by");

        // The name of the file is in Chinese, with the day.
        assert!(reply.head.contains("filename*=UTF-8''%E6%8A%A5%E5%90%8D%E5%90%8D%E5%8D%95%20"), "{}", reply.head);
        assert!(reply.head.contains(&format!("%20{}.xlsx", date.starts.day())), "{}", reply.head);
        assert!(reply.head.contains("no-store"), "{}", reply.head);
        assert_eq!(read(&get(world, "open", &path).await, "报名名单").end(), range.end());
    }

    async fn an_account_of_a_shared_phone_acts_alone(world: &World) {
        let (leader, other) = (world.resident("R0005"), world.resident("R0158"));
        let phone = world.phone(&[leader, other]).await;
        let path = format!("/api/export/signups/{}", world.date("opera").await);
        let bare = |who: ResidentId| Ask {
            cookie: Some(phone.cookie.clone()),
            ..Ask::new("GET", &format!("{path}?as={who}"), "")
        };
        assert_eq!(world.ask(&bare(leader)).await.status, 200);
        assert_eq!(world.ask(&bare(other)).await.status, 404);
        let linked = Ask { more: vec![("sec-fetch-site", "cross-site".into())], ..bare(leader) };
        assert_eq!(world.ask(&linked).await.status, 404);
    }

    async fn a_cook_takes_the_orders_of_a_day_along(world: &World) {
        let (who, booker) = (world.resident("R0158"), world.resident(STRANGER));
        rename(world, who, "@周").await;
        let (day, serving) = world.serving().await;
        let line = |serving: ServingId| Line { serving, name: "红烧鱼块".into(), price_fen: 625, count: 2 };
        let order = Order {
            id: OrderId(Uuid::now_v7()),
            day,
            eater: world.person(who).await,
            booker: world.person(booker).await,
            lines: vec![line(serving)],
            total_fen: 1_250,
            subsidy_fen: 200,
            code: 1,
            state: OrderState::Booked,
            changed: now(),
            delivered: false,
            to: None,
            via: Via::Own,
            meal: domain::meal::Meal::Lunch,
            entrusted: false,
        };
        world.write(Change::Order(order.clone())).await;
        let dish = &world.census.dishes[0].name;
        let reply = get(world, "cook", &format!("/api/export/orders/{day}")).await;
        let range = read(&reply, "订单");
        let of_day = counted(Moment::at(day, domain::when::Clock(0)));
        let (dishes, changed) = (format!("{dish} 2 份"), counted(order.changed));
        let (number, portions, money, by) = ("1.000000", "2.000000", "10.500000", order.booker.name.as_str());
        let wanted = [of_day.as_str(), "午餐", number, "'@周", &dishes, portions, money, "待发", by, &changed];
        assert_eq!(row(&range, 1), wanted);
        assert!(reply.head.contains(&format!("%E8%AE%A2%E5%8D%95%20{day}.xlsx")), "{}", reply.head);
        pay(world, &order).await;
        let reply = get(world, "cook", &format!("/api/export/orders/{day}")).await;
        assert_eq!(row(&read(&reply, "订单"), 1)[6], "0.000000", "nobody takes it twice");
        let empty = get(world, "cook", "/api/export/orders/2031-01-01").await;
        assert_eq!(read(&empty, "订单").end().unwrap().0, 0, "a day without orders has a head alone");
    }
}
