//! Forbidden and absent are one answer (P3): the same status, the same heads, the same body, whatever is asked for and on either
//! database. That they take the same time is measured on a real server by `end2end/tests/existence.test.mjs`.

use crate::attempts::push;
use crate::cast::{Player, STRANGER, player};
use crate::on_both;
use crate::prepared;
use crate::prove;
use crate::world::{Ask, Reply, World};
use domain::command::Command;
use domain::errand::ErrandState;
use domain::favour::Step;
use domain::id::{
    DeviceId, FavourId, LeaseId, OccurrenceId, OrderId, PhotoId, RegularId, ReportId, ResidentId, SignupId, VisitId,
};
use domain::order::Portions;
use domain::visit::Found;
use domain::when::Moment;
use domain::wire::{Factors, SignIn};
use server::api::desk::issue;
use server::api::sign_in::CARD_MS;
use server::commands::now;
use server::secret::{card_code, read_card_code, sha256};
use server::store::card;
use uuid::Uuid;

/// A request for something that is there, one for something that is not, and what both are about.
struct Pair {
    what: &'static str,
    hidden: Ask,
    absent: Ask,
}

/// Everything of an answer that somebody outside sees, without the identities that they wrote themselves.
fn seen(ask: &Ask, reply: &Reply) -> String {
    let mut text = format!("{} {} {}", reply.status, reply.head, reply.text());
    for id in ids(&format!("{} {}", ask.path, String::from_utf8_lossy(&ask.body))) {
        text = text.replace(&id, "~");
    }
    text
}

fn ids(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_ascii_hexdigit() && c != '-');
    words.filter(|word| Uuid::parse_str(word).is_ok()).map(str::to_owned).collect()
}

/// Commands about things of somebody else, and about nothing.
async fn commands(world: &World, me: &Player) -> Vec<Pair> {
    let stranger = world.resident(STRANGER);
    let signup = |signup| Command::CancelSignup { signup };
    let order = |order| Command::CancelOrder { order };
    let report = |report| Command::WithdrawReport { report };
    let device = |device| Command::RevokeDevice { device };
    let lease = |lease| Command::ReturnPlaces { lease };
    let favour = |favour| Command::Favour { favour, step: Step::Answer { agreed: false, words: String::new() } };
    let regular = |regular| Command::EndRegular { regular };
    let visit = |visit| Command::RecordVisit { visit, found: Found::Well, words: String::new() };
    let errand = |errand| Command::NoteErrand { errand, state: ErrandState::Brought, at: Moment(0) };
    let asked = Some(world.resident("R0100"));
    let date = world.date("chess").await;
    let sign_up =
        |who| Command::SignUp { signup: SignupId(Uuid::now_v7()), occurrence: date, party: vec![who], split: None };
    let (day, serving) = world.serving().await;
    let lunch = |eater| Command::PlaceOrder {
        order: OrderId(Uuid::now_v7()),
        day,
        eater,
        portions: vec![Portions { serving, count: 1 }],
        delivered: false,
        from_balance: false,
        note: String::new(),
    };
    let nobody = || Uuid::now_v7();
    let all = [
        ("sign-up", signup(world.signup(stranger, "chess").await), signup(SignupId(nobody()))),
        ("order", order(world.order(stranger, 1).await), order(OrderId(nobody()))),
        ("report", report(world.report(stranger, "路灯不亮", false).await.0), report(ReportId(nobody()))),
        ("favour", favour(world.strangers_favour().await), favour(FavourId(nobody()))),
        ("lease", lease(world.leased("chess").await.0), lease(LeaseId(nobody()))),
        ("regular order", regular(world.regular(stranger).await), regular(RegularId(nobody()))),
        ("visit", visit(world.visit(asked).await), visit(VisitId(nobody()))),
        ("errand", errand(world.errand(None).await), errand(OrderId(nobody()))),
        ("phone", device(world.other_phone(stranger).await), device(DeviceId(nobody()))),
        ("party", sign_up(stranger), sign_up(ResidentId(nobody()))),
        ("eater", lunch(stranger), lunch(ResidentId(nobody()))),
    ];
    let pair = |(what, hidden, absent)| Pair { what, hidden: push(world, me, hidden), absent: push(world, me, absent) };
    all.into_iter().map(pair).collect()
}

/// Pictures of somebody else, for whoever can ask.
async fn photos(world: &World, me: &Player) -> Vec<Pair> {
    let stranger = world.resident(STRANGER);
    let get = |id: PhotoId| Ask::new("GET", &format!("/api/photos/{id}"), "").by(me.cookie(), me.me);
    let none = || PhotoId(Uuid::now_v7());
    vec![
        Pair { what: "photo", hidden: get(world.report(stranger, "路灯不亮", false).await.1), absent: get(none()) },
        Pair { what: "loose photo", hidden: get(world.photo(stranger, b"a picture").await), absent: get(none()) },
    ]
}

/// A list of somebody else's team, and of nothing.
async fn lists(world: &World, me: &Player) -> Vec<Pair> {
    let Some(who) = me.me else { return Vec::new() };
    let get = |id: OccurrenceId, who: ResidentId| {
        Ask::new("GET", &format!("/api/export/signups/{id}?as={who}"), "").by(me.cookie(), me.me)
    };
    let (date, none) = (world.date("chess").await, OccurrenceId(Uuid::now_v7()));
    let stranger = world.resident(STRANGER);
    vec![
        Pair { what: "list", hidden: get(date, who), absent: get(none, who) },
        Pair { what: "list of an account", hidden: get(date, stranger), absent: get(date, ResidentId(Uuid::now_v7())) },
    ]
}

/// Accounts that are not on this phone: of a resident, and of nobody.
fn accounts(world: &World, me: &Player) -> Vec<Pair> {
    let routes = [
        ("export", "/api/export", "null".to_owned()),
        ("pull", "/api/pull", r#"{"part":"mine","epoch":"","since":0,"scopes":[]}"#.to_owned()),
        ("desk state", "/api/desk/state", "null".to_owned()),
    ];
    let (stranger, nobody) = (world.resident(STRANGER), ResidentId(Uuid::now_v7()));
    let mut all: Vec<Pair> = routes
        .into_iter()
        .map(|(what, path, body)| {
            let ask = |who| Ask::new("POST", path, body.as_str()).by(me.cookie(), Some(who));
            Pair { what, hidden: ask(stranger), absent: ask(nobody) }
        })
        .collect();
    let sign_out = |who: ResidentId| {
        Ask::new("POST", "/api/sign-out", format!(r#"{{"resident":"{who}"}}"#)).by(me.cookie(), me.me)
    };
    all.push(Pair { what: "sign-out", hidden: sign_out(stranger), absent: sign_out(nobody) });
    let cards = |who: ResidentId| Ask::json("POST", "/api/desk/cards", &[who]).by(me.cookie(), me.me);
    all.push(Pair { what: "card", hidden: cards(stranger), absent: cards(nobody) });
    let phones = |who: ResidentId| Ask::json("POST", "/api/desk/phones", &who).by(me.cookie(), me.me);
    all.push(Pair { what: "phones", hidden: phones(stranger), absent: phones(nobody) });
    let lost = |who: ResidentId| Ask::json("POST", "/api/desk/sign-out", &who).by(me.cookie(), me.me);
    all.push(Pair { what: "lost phones", hidden: lost(stranger), absent: lost(nobody) });
    let acting = |who| {
        let other = Player { me: Some(who), ..me.clone() };
        push(world, &other, Command::Endorse { report: ReportId(Uuid::nil()) })
    };
    all.push(Pair { what: "actor", hidden: acting(stranger), absent: acting(nobody) });
    all
}

/// Codes of cards that are not good any more, and of none.
async fn codes(world: &World) -> Vec<Pair> {
    let (who, now) = (world.resident(STRANGER), now());
    let sign_in = |code: &str| {
        Ask::json("POST", "/api/sign-in", &SignIn { code: code.into(), label: "手机".into() }).by(None, None)
    };
    let mut tx = world.app.db.write(world.community()).await.unwrap();
    let mut codes = Vec::new();
    for _ in 0..2 {
        codes.push(issue(&mut tx, who, "http://localhost", now).await.unwrap().unwrap().code);
    }
    let hash = sha256(read_card_code(&codes[1]).unwrap().as_bytes());
    assert_eq!(card::redeem(&mut tx, &hash, now).await.unwrap(), Some(who));
    let old = card_code();
    card::save(&mut tx, who, &sha256(old.as_bytes()), now.plus_ms(-2 * CARD_MS), now.plus_ms(-CARD_MS)).await.unwrap();
    tx.commit().await.unwrap();
    let pair = |what, code: &str| Pair { what, hidden: sign_in(code), absent: sign_in(&card_code()) };
    vec![pair("replaced card", &codes[0]), pair("used card", &codes[1]), pair("card of last month", &old)]
}

/// Which of two factors was wrong is no one's business.
fn factors(me: &Player) -> Pair {
    let unlock = |password: &str| {
        let factors = Factors { password: password.into(), totp: "000000".into(), secret: None };
        Ask::json("POST", "/api/desk/unlock", &factors).by(me.cookie(), me.me)
    };
    Pair { what: "password", hidden: unlock("not this one either"), absent: unlock("wrong") }
}

on_both! {
    async fn what_is_hidden_answers_like_what_is_not_there(world: &World) {
        prepared::prepare(world).await;
        let (mut tried, mut wrong) = (0, Vec::new());
        for name in ["neighbour", "volunteer", "locked", "shared", "anonymous", "revoked", "expired", "impostor"] {
            let me = player(world, name).await;
            let mut pairs = commands(world, &me).await;
            pairs.extend(photos(world, &me).await);
            pairs.extend(lists(world, &me).await);
            pairs.extend(accounts(world, &me));
            pairs.extend(codes(world).await);
            pairs.extend((name == "locked").then(|| factors(&me)));
            for Pair { what, hidden, absent } in pairs {
                let before = world.counts().await;
                let (here, nowhere) = (world.ask(&hidden).await, world.ask(&absent).await);
                let after = world.counts().await;
                tried += 1;
                let (here, nowhere) = (seen(&hidden, &here), seen(&absent, &nowhere));
                if here != nowhere {
                    wrong.push(format!("{what} as {name}: {here}\n    and absent: {nowhere}"));
                }
                let moved = ["receipt", "sign_in_try"];
                let same = |(table, n): (&String, &i64)| moved.contains(&table.as_str()) || after[table] == *n;
                assert!(before.iter().all(same), "{what} as {name} changed something");
            }
        }
        prove::report("AUTHZ", &format!("hidden x absent, {}", world.kind()), tried, wrong.len());
        assert!(wrong.is_empty(), "{} tell:\n{}", wrong.len(), wrong.join("\n"));
    }

    async fn what_may_be_seen_does_not_answer_like_what_is_not_there(world: &World) {
        // Or the test above would be content with a server that refuses everything.
        let me = player(world, "open").await;
        world.other_phone(world.resident(STRANGER)).await;
        for Pair { what, hidden, absent } in photos(world, &me).await.into_iter().take(1).chain(accounts(world, &me)) {
            let (here, nowhere) = (world.ask(&hidden).await, world.ask(&absent).await);
            let differs = seen(&hidden, &here) != seen(&absent, &nowhere);
            assert_eq!(differs, ["photo", "card", "phones", "lost phones"].contains(&what), "{what}");
        }
    }
}
