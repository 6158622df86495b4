//! Asks for everything that can be asked for, and keeps what came back: pages, pulls, exports (unpacked), errors, heads.

use crate::canary::Seeds;
use crate::cast::{Player, STRANGER};
use crate::requests::PAGES;
use crate::world::{Ask, Reply, World};
use domain::id::ReportId;
use domain::scope::Scope;
use domain::wire::{Part, PullRequest};
use server::router::TABLE;
use server::store::community;
use server::workbook;
use std::io::{Cursor, Read};
use uuid::Uuid;
use zip::ZipArchive;

/// One answer, head and body.
pub struct Seen {
    pub asked: String,
    pub text: String,
}

/// An answer's body as it is read: a workbook is unpacked.
pub fn text_of(reply: &Reply) -> String {
    if reply.kind != workbook::TYPE {
        return reply.text();
    }
    let mut book = ZipArchive::new(Cursor::new(&reply.body)).unwrap();
    let mut text = String::new();
    for at in 0..book.len() {
        let mut bytes = Vec::new();
        book.by_index(at).unwrap().read_to_end(&mut bytes).unwrap();
        text += &String::from_utf8_lossy(&bytes);
    }
    text
}

/// Everything, as one player.
pub async fn crawl(world: &World, player: &Player, seeds: &Seeds) -> Vec<Seen> {
    let mut asks = pulls(world).await;
    // As what they are, and as if they were public.
    let ways = ["photos", "pictures"];
    asks.extend(seeds.photos.iter().flat_map(|id| ways.map(|way| Ask::new("GET", &format!("/api/{way}/{id}"), ""))));
    asks.extend(pages(world, &seeds.reports));
    asks.extend(seeds.openings.asks(world, player));
    asks.extend(bodies(world));
    asks.extend(pushes(world, player));
    let mut seen = Vec::new();
    for ask in asks {
        let ask = ask.by(player.cookie(), player.me);
        let reply = world.ask_on(&ask).await;
        assert!(!reply.status.is_server_error(), "{} {}: {}", ask.method, ask.path, reply.text());
        let asked = format!("{} {} {}", ask.method, ask.path, String::from_utf8_lossy(&ask.body));
        seen.push(Seen { asked, text: format!("{}\n{}", reply.head, text_of(&reply)) });
    }
    seen
}

/// What is new, asked for honestly and with scopes that are other people's.
async fn pulls(world: &World) -> Vec<Ask> {
    let mut tx = world.app.db.read(world.community()).await.unwrap();
    let (revision, epoch) = community::revision(&mut tx).await.unwrap();
    let greedy = vec![
        Scope::Public,
        Scope::Person(world.resident(STRANGER)),
        Scope::Person(world.resident("R0158")),
        Scope::Ward(world.resident("R0003")),
        Scope::Signups(world.resident(STRANGER)),
        Scope::Orders(world.resident(STRANGER)),
        Scope::Reports(world.resident(STRANGER)),
        Scope::Organization(world.organization("opera")),
        Scope::Organization(world.organization("dance")),
        Scope::Alliance(world.organization("opera")),
        Scope::Alliance(world.organization("alliance")),
        Scope::Errands(world.census.shifts[0].id),
        Scope::Organizers,
        Scope::Kitchen,
        Scope::Desk,
    ];
    let mut asks = Vec::new();
    for part in [Part::Public, Part::Mine] {
        for since in [0, 1, revision - 40, revision, -1, i64::MAX] {
            for (epoch, scopes) in
                [(epoch.clone(), Vec::new()), (epoch.clone(), greedy.clone()), ("x".into(), greedy.clone())]
            {
                asks.push(Ask::json("POST", "/api/pull", &PullRequest { part, epoch, since, scopes }));
            }
        }
    }
    asks
}

fn pages(world: &World, reports: &[ReportId]) -> Vec<Ask> {
    let besides =
        ["/shell", "/desk-shell", "/sw.js", "/health", "/nothing", "/api/me/x.css", "/api/live", "/api/sounds"];
    let mut paths: Vec<String> = PAGES.into_iter().chain(besides).map(str::to_owned).collect();
    let organizations = world.census.organizations.iter().take(8);
    paths.extend(organizations.map(|row| format!("/organizations/{}", row.id)));
    paths.push(format!("/organizations/{}", world.organization("opera")));
    paths.push("/calendar/public.ics".into());
    paths.extend(world.census.organizations.iter().take(8).map(|row| format!("/calendar/organization/{}.ics", row.id)));
    paths.push(format!("/calendar/organization/{}.ics", world.organization("opera")));
    paths.push(format!("/calendar/person/{}.ics", "0".repeat(64)));
    paths.extend(world.census.occurrences.iter().rev().take(8).map(|row| format!("/activities/{}", row.id)));
    let shifts = world.census.shifts.iter().rev().take(4);
    paths.extend(shifts.flat_map(|row| [format!("/shifts/{}", row.id), format!("/desk/shifts/{}", row.id)]));
    paths.extend(reports.iter().flat_map(|id| [format!("/needs/{id}"), format!("/desk/reports/{id}")]));
    paths.iter().flat_map(|path| ["GET", "HEAD"].map(|method| Ask::new(method, path, ""))).collect()
}

/// Every route that takes a body, with good ones and with nonsense.
fn bodies(world: &World) -> Vec<Ask> {
    let stranger = world.resident(STRANGER);
    let bodies = [
        "null".to_string(),
        "{".into(),
        "[]".into(),
        "{}".into(),
        "\"\"".into(),
        "\"cnry\"".into(),
        "\"%\"".into(),
        "\"R0158\"".into(),
        format!("[\"{stranger}\"]"),
        format!("{{\"resident\":\"{stranger}\"}}"),
        format!("{{\"code\":\"{stranger}\",\"label\":\"x\"}}"),
        "{\"password\":\"x\",\"totp\":\"x\"}".into(),
        "[".repeat(300),
    ];
    // Locking the desk would end the crawl of an open one early: it comes last.
    let mut posts: Vec<_> = TABLE.iter().filter(|rule| rule.method == "POST").collect();
    posts.sort_by_key(|rule| rule.path == "/api/desk/lock");
    posts.iter().flat_map(|rule| bodies.iter().map(|body| Ask::new("POST", rule.path, body.as_str()))).collect()
}

/// Commands about other people's things: a refusal, too, may say too much.
fn pushes(world: &World, player: &Player) -> Vec<Ask> {
    let (stranger, actor) = (world.resident(STRANGER), player.me.unwrap_or_else(|| world.resident("R0158")));
    let id = || Uuid::now_v7().to_string();
    let date = world.census.occurrences.last().unwrap().id;
    let commands = [
        format!(r#"{{"sign_up":{{"signup":"{}","occurrence":"{date}","party":["{stranger}"]}}}}"#, id()),
        format!(r#"{{"place_order":{{"order":"{}","day":"2031-05-06","eater":"{stranger}","portions":[]}}}}"#, id()),
        format!(r#"{{"endorse":{{"report":"{}"}}}}"#, id()),
        r#"{"sing":{"loud":true}}"#.to_string(),
    ];
    let envelope = |command: &String, actor: &str| {
        format!(
            r#"{{"commands":[{{"id":"{}","device":"{}","device_seq":1,"actor":"{actor}","depends_on":[],"made_at":0,"schema":1,"command":{command}}}]}}"#,
            id(),
            id()
        )
    };
    let whose = [actor.to_string(), stranger.to_string()];
    let all = commands.iter().flat_map(|command| whose.iter().map(move |actor| envelope(command, actor)));
    all.map(|body| Ask::new("POST", "/api/push", body)).collect()
}
