//! What a phone or a desk that is in order sends to each route: what nonsense is made of.

use crate::world::{Ask, World};
use crate::{menus, money, running};
use domain::id::{OccurrenceId, ResidentId};
use domain::notice::About;
use uuid::Uuid;

/// Asks who has been told of a date of a team, or of one that is not there.
pub async fn reached(world: &World, team: &str) -> Ask {
    let date = if team == "absent" { OccurrenceId(Uuid::now_v7()) } else { world.date(team).await };
    Ask::json("POST", "/api/reached", &About::Occurrence(date))
}

/// A good body for each route that takes one.
pub fn good(who: ResidentId, stranger: ResidentId) -> Vec<(&'static str, String)> {
    let id = Uuid::now_v7();
    let envelope = |command: &str| {
        format!(
            r#"{{"commands":[{{"id":"{id}","device":"{id}","device_seq":7,"actor":"{who}","depends_on":["{id}"],"made_at":1000,"schema":1,"command":{command}}}]}}"#
        )
    };
    let [amended, tallied] = running::written(id).map(|command| envelope(&command));
    let [menu, copied, pictured] = menus::written(id).map(|command| envelope(&command));
    let [ahead, closed] = money::written(id, who).map(|command| envelope(&command));
    let plan = format!(r#"{{"starts":1000,"ends":2000,"venue":"{id}","capacity":30,"note":"x"}}"#);
    vec![
        ("/api/push", envelope(&format!(r#"{{"sign_up":{{"signup":"{id}","occurrence":"{id}","party":["{who}"]}}}}"#))),
        ("/api/push", ahead),
        ("/api/push", closed),
        (
            "/api/push",
            envelope(&format!(r#"{{"add_occurrence":{{"occurrence":"{id}","activity":"{id}","plan":{plan}}}}}"#)),
        ),
        (
            "/api/push",
            envelope(&format!(
                r#"{{"post_activity":{{"activity":"{id}","organization":"{id}","draft":{{"title":"x","kind":"school","about":"","audience_rule":{{"ages":{{"from":6,"until":12}}}},"audience":"","bring":"","price_fen":0,"contact":""}},"first":{plan},"occurrence":"{id}","series":{{"rule":"FREQ=WEEKLY;INTERVAL=2","skip":"public_holidays"}}}}}}"#
            )),
        ),
        (
            "/api/push",
            envelope(&format!(
                r#"{{"place_order":{{"order":"{id}","day":"2026-11-25","eater":"{who}","portions":[{{"serving":"{id}","count":2}}]}}}}"#
            )),
        ),
        (
            "/api/push",
            envelope(&format!(
                r#"{{"file_report":{{"report":"{id}","draft":{{"need":null,"words":"灯","building":null,"photos":["{id}"],"shown":true}}}}}}"#
            )),
        ),
        ("/api/push", amended),
        ("/api/push", tallied),
        ("/api/push", menu),
        ("/api/push", copied),
        ("/api/push", pictured),
        ("/api/pull", format!(r#"{{"part":"mine","epoch":"e","since":3,"scopes":["person/{stranger}","desk"]}}"#)),
        ("/api/pull", r#"{"part":"public","epoch":"","since":9223372036854775807,"scopes":[]}"#.into()),
        ("/api/sign-in", r#"{"code":"ABCD-2345","label":"Android 手机"}"#.into()),
        ("/api/sign-out", format!(r#"{{"resident":"{stranger}"}}"#)),
        ("/api/accounts", "null".into()),
        ("/api/export", "null".into()),
        ("/api/calendar", "null".into()),
        ("/api/calendar/make", "null".into()),
        ("/api/calendar/end", "null".into()),
        ("/api/alerts/start", String::from_utf8(crate::requests::alert("https://fcm.googleapis.com/x").body).unwrap()),
        ("/api/reached", format!(r#"{{"occurrence":"{id}"}}"#)),
        ("/api/desk/state", "null".into()),
        ("/api/desk/unlock", r#"{"password":"xxxxxxxxxxxx","totp":"123456","secret":"JBSWY3DPEHPK3PXP"}"#.into()),
        ("/api/desk/stay", "true".into()),
        ("/api/desk/unlock/begin", "null".into()),
        (
            "/api/desk/unlock/finish",
            r#""{\"id\":\"AA\",\"rawId\":\"AA\",\"type\":\"public-key\",\"response\":{}}""#.into(),
        ),
        ("/api/desk/passkeys/add", r#"{"label":"电脑","answer":"{\"id\":\"AA\"}"}"#.into()),
        ("/api/desk/passkeys/remove", format!("\"{id}\"")),
        ("/api/desk/residents", "\"周\"".into()),
        ("/api/kitchen/residents", "\"周\"".into()),
        ("/api/desk/cards", format!("[\"{stranger}\"]")),
        ("/api/desk/sign-out", format!("\"{stranger}\"")),
        ("/api/desk/password", r#"{"current":"not this one either","password":"山茶 石桥 电梯 豆腐 二胡"}"#.into()),
        ("/api/desk/phones", format!("\"{stranger}\"")),
        ("/api/desk/phones/sign-out", format!(r#"{{"resident":"{stranger}","device":"{id}"}}"#)),
        ("/api/desk/log", r#"{"words":"周","day":"2026-11-25"}"#.into()),
        ("/api/desk/takeouts/ask", "\"普查\"".into()),
        ("/api/desk/takeouts/everything", "\"搬家\"".into()),
        ("/api/desk/takeouts/agree", format!("\"{id}\"")),
        ("/api/desk/leave", format!(r#"{{"resident":"{stranger}","how":"died"}}"#)),
        ("/api/desk/return", format!("\"{stranger}\"")),
        (
            "/api/desk/move",
            format!(r#"{{"resident":"{stranger}","building":"{id}","stairwell":"一单元","room":"101"}}"#),
        ),
        ("/api/desk/record", format!("\"{stranger}\"")),
        (
            "/api/desk/correct",
            format!(
                r#"{{"resident":"{stranger}","before":{{"name":"周","phone":"","born":""}},"after":{{"name":"周","phone":"","born":""}}}}"#
            ),
        ),
        ("/api/desk/compare", format!(r#"{{"stays":"{id}","goes":"{stranger}"}}"#)),
        ("/api/desk/merge", format!(r#"{{"stays":"{id}","goes":"{stranger}"}}"#)),
        ("/api/desk/intakes", "null".into()),
        ("/api/desk/intake/check", format!(r#"{{"id":"{id}","name":"名册","fields":["name",null]}}"#)),
        ("/api/desk/intake/apply", format!(r#"{{"id":"{id}","name":"名册","fields":["name",null]}}"#)),
        ("/api/desk/intake/undo", format!("\"{id}\"")),
    ]
}
