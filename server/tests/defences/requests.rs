//! The requests that a line of the policy means.

use crate::cast::{Player, STRANGER};
use crate::policy::Line;
use crate::prepared::{keep, picture};
use crate::world::{Ask, World};
use domain::id::{BuildingId, DeviceId, IntakeId, PasskeyId, PhotoId, ResidentId};
use domain::wire::alert::NewAlert;
use domain::wire::audit::Wanted;
use domain::wire::correcting::{Correction, Recorded};
use domain::wire::desk::{LostPhone, NewPasskey, NewPassword};
use domain::wire::intake::{Field, Mapped};
use domain::wire::leaving::{How, Leaving, Moving};
use domain::wire::merging::Pair;
use domain::wire::{Factors, Part, PullRequest, SignIn};
use server::commands::now;
use server::router::TABLE;
use server::store::calendar;
use uuid::Uuid;

fn pull(part: Part) -> Ask {
    let request = PullRequest { part, epoch: String::new(), since: 0, scopes: Vec::new() };
    Ask::json("POST", "/api/pull", &request)
}

async fn photo(world: &World, player: &Player, line: &Line, filed: bool) -> PhotoId {
    match player.whose(world, &line.relation) {
        Some(_) if line.relation == "absent" => PhotoId(Uuid::now_v7()),
        Some(who) if filed => world.report(who, "路灯不亮", false).await.1,
        Some(who) => world.photo(who, b"a picture").await,
        None => panic!("{} has no {}", player.name, line.relation),
    }
}

/// A passkey of whoever the line means.
async fn passkey(world: &World, player: &Player, line: &Line) -> PasskeyId {
    let id = PasskeyId(Uuid::now_v7());
    if line.relation != "absent" {
        keep(world, player.whose(world, &line.relation).unwrap(), id, "{}").await;
    }
    id
}

/// A browser that can be rung there.
pub fn alert(endpoint: &str) -> Ask {
    // The public key of the example in RFC 8291.
    let p256dh = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4".into();
    let auth = "BTBZMqHH6r4Tts7J_aSIgg".into();
    let new = NewAlert { endpoint: endpoint.into(), p256dh, auth, english: false };
    Ask::json("POST", "/api/alerts/start", &new)
}

fn somebody(world: &World, player: &Player, line: &Line) -> ResidentId {
    if line.relation == "absent" {
        return ResidentId(Uuid::now_v7());
    }
    player.whose(world, &line.relation).unwrap()
}

/// The requests of a line by a player. A line that nobody knows is an error.
pub async fn requests(world: &World, player: &Player, line: &Line) -> Vec<Ask> {
    let sent = match line.name.as_str() {
        "push" => vec![Ask::new("POST", "/api/push", r#"{"commands":[]}"#)],
        "pull-public" => vec![pull(Part::Public)],
        "pull-mine" => vec![pull(Part::Mine)],
        "live" => vec![Ask::new("GET", "/api/live", "")],
        "sign-in" => {
            let request = SignIn { code: "ABCD-2345".into(), label: "手机".into() };
            vec![Ask::json("POST", "/api/sign-in", &request)]
        }
        "sign-out" => {
            let body = format!(r#"{{"resident":"{}"}}"#, somebody(world, player, line));
            vec![Ask::new("POST", "/api/sign-out", body)]
        }
        "accounts" => vec![Ask::new("POST", "/api/accounts", "null")],
        "photo-new" => vec![Ask::new("PUT", &format!("/api/photos/{}", Uuid::now_v7()), picture())],
        "photo-again" => {
            let id = photo(world, player, line, false).await;
            vec![Ask::new("PUT", &format!("/api/photos/{id}"), picture())]
        }
        "photo" | "photo-loose" => {
            let path = format!("/api/photos/{}", photo(world, player, line, line.name == "photo").await);
            // An `<img>` names no account, and neither does this one.
            let bare = Ask { cookie: player.cookie().map(str::to_owned), ..Ask::new("GET", &path, "") };
            return vec![bare];
        }
        "photo-odd" => ["x", "0", "..%2f..%2fetc", "%00", "null"]
            .map(|odd| Ask::new("GET", &format!("/api/photos/{odd}"), ""))
            .to_vec(),
        "picture-new" => vec![Ask::new("PUT", &format!("/api/pictures/{}", Uuid::now_v7()), picture())],
        "picture-again" => {
            let id = world.picture(player.whose(world, &line.relation).unwrap()).await;
            vec![Ask::new("PUT", &format!("/api/pictures/{id}"), picture())]
        }
        "picture" => return crate::pictures::asks(world, player, line).await,
        "picture-odd" => ["x", "0", "..%2f..%2fetc", "%00", "null", "x?small"]
            .map(|odd| Ask::new("GET", &format!("/api/pictures/{odd}"), ""))
            .to_vec(),
        "sounds" => vec![Ask::new("GET", "/api/sounds", "")],
        "qr" => vec![Ask::new("GET", &format!("/api/qr/{}", Uuid::now_v7()), "")],
        "qr-certificate" => vec![Ask::new("GET", &format!("/api/qr/certificate/{}", Uuid::now_v7()), "")],
        "certificate" if line.relation == "absent" => ["x", "%ff", "%00", &Uuid::now_v7().to_string()]
            .map(|odd| Ask::new("GET", &format!("/certificate/{odd}"), ""))
            .to_vec(),
        "certificate" => vec![Ask::new("GET", &format!("/certificate/{}", world.certificate("opera").await), "")],
        "lottery" if line.relation == "absent" => {
            let none = world.date("opera").await;
            ["x", "%ff", "%00", &Uuid::now_v7().to_string(), &none.to_string()]
                .map(|odd| Ask::new("GET", &format!("/api/lottery/{odd}"), ""))
                .to_vec()
        }
        "lottery" => vec![Ask::new("GET", &format!("/api/lottery/{}", world.lottery("opera").await), "")],
        "export" => vec![Ask::new("POST", "/api/export", "null")],
        "signups-file" | "hours-file" | "shift-file" | "came-file" | "members-file" | "dates-file" | "shifts-file"
        | "turnout-file" | "certificates-file" | "calls-file" => {
            return vec![file(player, &list(world, line).await)];
        }
        "orders-file" => return vec![file(player, "/api/export/orders/2026-11-25")],
        "lists-odd" => return lists_odd(player),
        "calendar" => vec![Ask::new("POST", "/api/calendar", "null")],
        "calendar-make" => vec![Ask::new("POST", "/api/calendar/make", "null")],
        "calendar-end" => vec![Ask::new("POST", "/api/calendar/end", "null")],
        "alerts" => vec![Ask::new("POST", "/api/alerts", "null")],
        "alerts-start" => {
            let mut more =
                ["https://10.0.0.1/x", "http://127.0.0.1:9102/x", "http://evil.example/x", "x"].map(alert).to_vec();
            if line.relation == "own" {
                more = vec![alert(&format!("https://fcm.googleapis.com/{}", Uuid::now_v7()))];
            }
            more
        }
        "alerts-end" => vec![Ask::new("POST", "/api/alerts/end", "null")],
        "feed-public" => vec![Ask::new("GET", "/calendar/public.ics", "")],
        "feed-team" if line.relation == "absent" => {
            let nobody = Uuid::now_v7();
            ["public", &nobody.to_string(), &format!("{nobody}.ics"), ".ics", "%00.ics", "%ff.ics"]
                .map(|odd| Ask::new("GET", &format!("/calendar/organization/{odd}"), ""))
                .to_vec()
        }
        "feed-team" => {
            vec![Ask::new("GET", &format!("/calendar/organization/{}.ics", world.organization("opera")), "")]
        }
        "feed-person" => vec![Ask::new("GET", &feed(world, player, line).await, "")],
        "desk-state" => vec![Ask::new("POST", "/api/desk/state", "null")],
        "desk-lock" => vec![Ask::new("POST", "/api/desk/lock", "null")],
        "desk-stay" => vec![Ask::new("POST", "/api/desk/stay", "true"), Ask::new("POST", "/api/desk/stay", "false")],
        "desk-unlock" => {
            let factors = Factors { password: "wrong".into(), totp: "000000".into(), secret: None };
            vec![Ask::json("POST", "/api/desk/unlock", &factors)]
        }
        "key-ask" => vec![Ask::new("POST", "/api/desk/unlock/begin", "null")],
        "key-show" => vec![Ask::json("POST", "/api/desk/unlock/finish", &"{}")],
        "keys" => vec![Ask::new("POST", "/api/desk/passkeys", "null")],
        "key-new" => vec![Ask::new("POST", "/api/desk/passkeys/begin", "null")],
        "key-add" => {
            let new = NewPasskey { label: "电脑".into(), answer: "{}".into() };
            vec![Ask::json("POST", "/api/desk/passkeys/add", &new)]
        }
        "key-remove" => {
            let id = passkey(world, player, line).await;
            vec![Ask::json("POST", "/api/desk/passkeys/remove", &id)]
        }
        "desk-residents" => vec![Ask::json("POST", "/api/desk/residents", &"周")],
        "kitchen-residents" => vec![Ask::json("POST", "/api/kitchen/residents", &"周")],
        "desk-cards" => vec![Ask::json("POST", "/api/desk/cards", &[somebody(world, player, line)])],
        "desk-sign-out" => vec![Ask::json("POST", "/api/desk/sign-out", &somebody(world, player, line))],
        "desk-password" => {
            let wish = NewPassword { current: "wrong".into(), password: "short".into() };
            vec![Ask::json("POST", "/api/desk/password", &wish)]
        }
        "desk-phones" => vec![Ask::json("POST", "/api/desk/phones", &somebody(world, player, line))],
        "desk-sign-out-one" => {
            let lost = LostPhone { resident: somebody(world, player, line), device: DeviceId(Uuid::now_v7()) };
            vec![Ask::json("POST", "/api/desk/phones/sign-out", &lost)]
        }
        "log" => vec![Ask::json("POST", "/api/desk/log", &Wanted::default())],
        "log-file" => return vec![file(player, "/api/export/log")],
        "takeouts" => vec![Ask::new("POST", "/api/desk/takeouts", "null")],
        "takeout-ask" => vec![Ask::json("POST", "/api/desk/takeouts/ask", &"普查")],
        "takeout-everything" => vec![Ask::json("POST", "/api/desk/takeouts/everything", &"搬家")],
        "takeout-agree" => vec![Ask::json("POST", "/api/desk/takeouts/agree", &Uuid::now_v7())],
        "community-file" => return vec![file(player, &format!("/api/export/community/{}", Uuid::now_v7()))],
        "register-file" => return vec![file(player, &format!("/api/export/register/{}", Uuid::now_v7()))],
        "leave" => {
            let leaving = Leaving { resident: somebody(world, player, line), how: How::MovedAway };
            vec![Ask::json("POST", "/api/desk/leave", &leaving)]
        }
        "return" => vec![Ask::json("POST", "/api/desk/return", &somebody(world, player, line))],
        "move" => {
            let (resident, building) = (somebody(world, player, line), BuildingId(Uuid::now_v7()));
            let moving = Moving { resident, building, stairwell: "一单元".into(), room: "101".into() };
            vec![Ask::json("POST", "/api/desk/move", &moving)]
        }
        "record" => vec![Ask::json("POST", "/api/desk/record", &somebody(world, player, line))],
        "correct" => {
            // Nothing is different: whoever else is asked about is called as before.
            let (before, resident) =
                (Recorded { name: "周".into(), ..Recorded::default() }, somebody(world, player, line));
            let correction = Correction { resident, after: before.clone(), before };
            vec![Ask::json("POST", "/api/desk/correct", &correction)]
        }
        "compare" | "merge" => {
            let pair = Pair { stays: world.resident(STRANGER), goes: somebody(world, player, line) };
            vec![Ask::json("POST", &format!("/api/desk/{}", line.name), &pair)]
        }
        "intake-new" => {
            let path = format!("/api/desk/intakes/{}", Uuid::now_v7());
            vec![Ask::new("PUT", &path, "姓名,幢,单元,室\n周一,3幢,一单元,101\n")]
        }
        "intakes" => vec![Ask::new("POST", "/api/desk/intakes", "null")],
        "intake-check" | "intake-apply" => {
            let mapped =
                Mapped { id: IntakeId(Uuid::now_v7()), name: "名册".into(), fields: vec![Some(Field::Name)] };
            let path = line.name.replace('-', "/");
            vec![Ask::json("POST", &format!("/api/desk/{path}"), &mapped)]
        }
        "intake-undo" => vec![Ask::json("POST", "/api/desk/intake/undo", &IntakeId(Uuid::now_v7()))],
        "reached" => vec![crate::bodies::reached(world, &line.relation).await],
        "style" => vec![Ask::new("GET", "/style", "")],
        "style-sheet" => vec![Ask::new("GET", "/style/sheet.css", "")],
        "health" => vec![Ask::new("GET", "/health", "")],
        "service-worker" => vec![Ask::new("GET", "/sw.js", "")],
        "shell" => vec![Ask::new("GET", "/shell", "")],
        "desk-shell" => vec![Ask::new("GET", "/desk-shell", "")],
        "pages" => pages(world, &line.relation),
        "api-absent" => ["/api", "/api/", "/api/me", "/api/push/x", "/api/me/x.css"]
            .iter()
            .flat_map(|path| ["GET", "POST", "PUT", "DELETE"].map(|method| Ask::new(method, path, "{}")))
            .collect(),
        "other-method" => table(|_| true, |path| Ask::new("DELETE", path, "")),
        "foreign" => foreign(player),
        other => panic!("no request for {other}"),
    };
    sent.into_iter().map(|ask| if line.name == "foreign" { ask } else { ask.by(player.cookie(), player.me) }).collect()
}

/// The address of a team's list, or of one that is not there.
async fn list(world: &World, line: &Line) -> String {
    let (kind, team) = (line.name.trim_end_matches("-file"), line.relation.as_str());
    let kind = if kind == "came" { "attendance" } else { kind };
    let id = match (team, kind) {
        ("absent", _) => Uuid::now_v7(),
        (team, "hours" | "members" | "dates" | "shifts" | "certificates" | "calls") => world.organization(team).0,
        (team, "turnout") => world.activity(team).0,
        (team, "shift") => world.shift(team, 0).await.0,
        (team, _) => world.date(team).await.0,
    };
    format!("/api/export/{kind}/{id}")
}

/// A link names the account in the address, because it cannot set our header.
fn file(player: &Player, path: &str) -> Ask {
    let path = player.me.map_or_else(|| path.to_owned(), |me| format!("{path}?as={me}"));
    Ask { cookie: player.cookie().map(str::to_owned), ..Ask::new("GET", &path, "") }
}

/// Lists that are not there, accounts that are not said, and links on other people's pages.
fn lists_odd(player: &Player) -> Vec<Ask> {
    let nothing = Uuid::now_v7();
    let mut asks = vec![
        file(player, &format!("/api/export/signups/{nothing}")),
        file(player, "/api/export/signups/x"),
        file(player, "/api/export/orders/2026-02-30"),
        file(player, "/api/export/orders/x"),
        file(player, "/api/export/hours/x"),
        file(player, "/api/export/shift/x"),
        file(player, "/api/export/attendance/x"),
        file(player, "/api/export/members/x"),
        file(player, "/api/export/turnout/x"),
    ];
    let bare = |path: &str| Ask { cookie: player.cookie().map(str::to_owned), ..Ask::new("GET", path, "") };
    let odd = ["", "?as=", "?as=x", "?as=%00", "?who=x"];
    asks.extend(odd.map(|odd| bare(&format!("/api/export/orders/2026-11-25{odd}"))));
    asks.push(bare("/api/export/signups/%ff"));
    for site in ["cross-site", "same-site"] {
        let own = file(player, "/api/export/orders/2026-11-25");
        asks.push(Ask { more: vec![("sec-fetch-site", site.into())], ..own });
    }
    asks
}

/// The address of somebody's calendar, made anew; or one that was never made.
async fn feed(world: &World, player: &Player, line: &Line) -> String {
    let secret = server::secret::token();
    if line.relation != "absent" {
        let who = player.whose(world, &line.relation).unwrap();
        let mut tx = world.app.db.write(world.community()).await.unwrap();
        calendar::save(&mut tx, who, &server::secret::sha256(secret.as_bytes()), now()).await.unwrap();
        tx.commit().await.unwrap();
    }
    format!("/calendar/person/{secret}.ics")
}

fn table(which: impl Fn(&str) -> bool, ask: impl Fn(&str) -> Ask) -> Vec<Ask> {
    let lines = TABLE.iter().filter(|rule| which(rule.method));
    lines.map(|rule| ask(&rule.path.replace("{id}", &Uuid::nil().to_string()))).collect()
}

/// What another site could make a browser send.
fn foreign(player: &Player) -> Vec<Ask> {
    let mut all = Vec::new();
    for rule in TABLE.iter().filter(|rule| rule.method != "GET") {
        let path = rule.path.replace("{id}", &Uuid::nil().to_string());
        let own = Ask::new(rule.method, &path, "{}").by(player.cookie(), player.me);
        for site in ["cross-site", "same-site", "none"] {
            all.push(Ask { more: vec![("sec-fetch-site", site.into())], ..own.clone() });
        }
        all.push(Ask { actor: None, ..own.clone() });
        let origin = ("origin", "https://elsewhere.example".to_string());
        all.push(Ask { actor: None, more: vec![origin], ..own });
    }
    all
}

/// The pages that are there for everyone to open.
pub const PAGES: [&str; 39] = [
    "/",
    "/organizations",
    "/projects",
    "/activities",
    "/canteen",
    "/needs",
    "/needs/new",
    "/me",
    "/me/aid",
    "/me/calendar",
    "/me/calls",
    "/me/devices",
    "/me/meals",
    "/me/money",
    "/me/helpers",
    "/me/outbox",
    "/me/notices",
    "/me/service",
    "/me/skills",
    "/canteen/regular",
    "/shifts",
    "/skills",
    "/search",
    "/sign-in",
    "/about",
    "/desk",
    "/desk/calls",
    "/desk/dates",
    "/desk/post",
    "/desk/kitchen",
    "/desk/members",
    "/desk/menu",
    "/desk/sheets",
    "/desk/month",
    "/desk/visits",
    "/desk/reports",
    "/desk/reach",
    "/desk/residents",
    "/desk/shifts",
];

/// Pages that are there, or not.
fn pages(world: &World, relation: &str) -> Vec<Ask> {
    let odd = ["/nothing", "/organizations/x", "/activities/00000000-0000-0000-0000-000000000009", "/p/x/y.js", "/%00"];
    let mut paths: Vec<String> = odd.map(str::to_owned).to_vec();
    if relation != "absent" {
        paths = PAGES.map(str::to_owned).to_vec();
        paths.push(format!("/organizations/{}", world.organization("opera")));
        paths.push(format!("/activities/{}", world.census.occurrences.last().unwrap().id));
        let shift = world.census.shifts.last().unwrap().id;
        paths.extend([format!("/shifts/{shift}"), format!("/desk/shifts/{shift}")]);
    }
    paths.iter().map(|path| Ask::new("GET", path, "")).collect()
}
