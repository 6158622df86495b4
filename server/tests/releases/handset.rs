//! A phone with the real core (`domain::phone`) that talks to the real router, and its store as a file: which database, which shelf,
//! which key, which text. The texts are those that the release wrote, open; what a later shape does to them (it seals some) is
//! done by whoever puts them into a browser.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use domain::command::{Command, Envelope};
use domain::id::{CommandId, DeviceId, ResidentId};
use domain::phone::{Cursor, Kept, Phone};
use domain::report::Draft;
use domain::wire::{APP_HEADER, Accounts, Answer, Part, Pull, Push, Pushed, SignIn, WIRE, WIRE_HEADER};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use server::commands::now;
use std::collections::BTreeMap;
use tower::ServiceExt;
use uuid::Uuid;

/// Key and text.
type Shelf = BTreeMap<String, String>;
/// What a snapshot is kept under.
const WHOLE: &str = " whole";

/// What a browser kept.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Kit {
    /// Whose phone.
    pub resident: ResidentId,
    pub device: DeviceId,
    pub cookie: String,
    /// How the release speaks.
    pub wire: u32,
    /// Each database of the browser, shelf by shelf.
    pub databases: BTreeMap<String, BTreeMap<String, Shelf>>,
    /// The pictures that wait, in the digits of the number system of sixteen.
    pub photos: BTreeMap<String, String>,
    /// What becomes of the commands that wait.
    pub expected: BTreeMap<String, String>,
}

impl Kit {
    fn account(&self) -> String {
        format!("xishan-{}", self.resident)
    }

    fn shelf(&self, database: &str, shelf: &str) -> &Shelf {
        &self.databases[database][shelf]
    }

    fn read<T: DeserializeOwned>(&self, shelf: &str) -> Vec<T> {
        self.shelf(&self.account(), shelf).values().map(|text| serde_json::from_str(text).unwrap()).collect()
    }

    fn cursor(&self, database: &str) -> Cursor {
        serde_json::from_str(&self.shelf(database, "meta")["cursor"]).unwrap()
    }

    fn rows(&self, database: &str) -> Vec<domain::wire::Feed> {
        let mut rows = Vec::new();
        for (key, text) in self.shelf(database, "row") {
            match key.as_str() {
                WHOLE => rows.extend(serde_json::from_str::<Pull>(text).unwrap().rows),
                _ => rows.push(serde_json::from_str(text).unwrap()),
            }
        }
        rows
    }

    /// What was being written.
    pub fn draft(&self) -> Draft {
        serde_json::from_str(&self.shelf(&self.account(), "meta")["draft"]).unwrap()
    }
}

/// A phone in use.
pub struct Handset {
    pub phone: Phone,
    pub kit: Kit,
    router: Router,
}

impl Handset {
    /// A new phone, signed in with the code of a card.
    pub async fn sign_in(router: Router, code: &str) -> Handset {
        let mut one = Handset { phone: Phone::default(), kit: Kit { wire: WIRE, ..Kit::default() }, router };
        let body = serde_json::to_vec(&SignIn { code: code.into(), label: "安卓手机".into() }).unwrap();
        let (status, head, text) = one.send("POST", "/api/sign-in", "visitor", body).await;
        assert_eq!(status, 200, "{text}");
        let accounts: Accounts = serde_json::from_str(&text).unwrap();
        let cookie = head.get(header::SET_COOKIE).unwrap().to_str().unwrap().split(';').next().unwrap();
        (one.kit.resident, one.kit.device) = (accounts.newest.unwrap(), accounts.device.unwrap());
        one.kit.cookie = cookie.to_owned();
        let actor = serde_json::to_string(&Some(one.kit.resident)).unwrap();
        let meta = Shelf::from([("accounts".into(), text), ("actor".into(), actor)]);
        one.kit.databases.insert("xishan".into(), BTreeMap::from([("meta".into(), meta)]));
        let account = one.kit.account();
        one.kit.databases.insert(account, BTreeMap::new());
        one.phone.open(one.kit.resident, Kept::default());
        one
    }

    /// The phone that a store belongs to, opened again.
    pub fn open(router: Router, kit: Kit) -> Handset {
        let mut phone = Phone::default();
        let account = kit.account();
        phone.open_public(kit.rows("xishan"), kit.cursor("xishan"));
        let (rows, cursor) = (kit.rows(&account), kit.cursor(&account));
        let (outbox, parked, sent) = (kit.read("outbox"), kit.read("parked"), kit.read("sent"));
        phone.open(kit.resident, Kept { rows, cursor, outbox, parked, sent });
        Handset { phone, kit, router }
    }

    async fn send(
        &self,
        method: &str,
        path: &str,
        actor: &str,
        body: Vec<u8>,
    ) -> (StatusCode, header::HeaderMap, String) {
        let request = Request::builder().method(method).uri(path).header(header::CONTENT_TYPE, "application/json");
        let request = request.header(APP_HEADER, actor).header(WIRE_HEADER, self.kit.wire.to_string());
        let request = request.header(header::COOKIE, &self.kit.cookie).body(Body::from(body)).unwrap();
        let (head, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        (head.status, head.headers, String::from_utf8(body.to_vec()).unwrap())
    }

    async fn post(&self, path: &str, body: &impl Serialize) -> String {
        let actor = self.kit.resident.to_string();
        let (status, _, text) = self.send("POST", path, &actor, serde_json::to_vec(body).unwrap()).await;
        assert_eq!(status, 200, "{path}: {text}");
        text
    }

    /// Takes on what its owner does.
    pub fn submit(&mut self, command: Command) -> CommandId {
        let view = self.phone.view(now());
        let id = CommandId(Uuid::now_v7());
        let waiting = self.phone.submit(&view, command, id, Some(self.kit.device), now()).unwrap();
        self.phone.stored(waiting);
        id
    }

    /// Sends these commands, with their pictures first. What comes back is not taken in.
    pub async fn push(&self, commands: Vec<Envelope>) -> Vec<Answer> {
        for envelope in &commands {
            let Command::FileReport { draft, .. } = &envelope.command else { continue };
            for (id, hex) in draft.photos.iter().filter_map(|id| Some((id, self.kit.photos.get(&id.to_string())?))) {
                let bytes = (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap());
                let actor = self.kit.resident.to_string();
                let (status, ..) = self.send("PUT", &format!("/api/photos/{id}"), &actor, bytes.collect()).await;
                assert!(status.is_success(), "{status}");
            }
        }
        let push = Push { epoch: self.phone.mine.epoch.clone(), commands };
        serde_json::from_str::<Pushed>(&self.post("/api/push", &push).await).unwrap().answers
    }

    /// Sends what waits until nothing does; every answer.
    pub async fn push_all(&mut self) -> Vec<Answer> {
        let mut all = Vec::new();
        loop {
            let batch = self.phone.next_push();
            if batch.is_empty() {
                return all;
            }
            let answers = self.push(batch).await;
            assert!(!answers.is_empty());
            all.extend(answers.clone());
            assert!(!self.phone.settle(answers, now()).signed_out);
        }
    }

    /// Brings a part of the rows up to date; answers what came.
    pub async fn pull(&mut self, part: Part) -> Pull {
        let text = self.post("/api/pull", &self.phone.ask(part)).await;
        let pull: Pull = serde_json::from_str(&text).unwrap();
        let writes = self.phone.take_pull(part, pull.clone(), now()).unwrap();
        assert!(writes.is_empty(), "the server has forgotten nothing");
        let name = if part == Part::Public { "xishan".into() } else { self.kit.account() };
        let rows = self.kit.databases.get_mut(&name).unwrap().entry("row".into()).or_default();
        if pull.snapshot {
            *rows = Shelf::from([(WHOLE.into(), text)]);
        } else {
            let lines = serde_json::from_str::<serde_json::Value>(&text).unwrap();
            for (feed, line) in pull.rows.iter().zip(lines["rows"].as_array().unwrap()) {
                let key = feed.row.as_ref().map(domain::row::Row::key).or(feed.gone).unwrap();
                rows.insert(format!("{}|{}|{}", feed.scope, key.noun.name(), key.id), line.to_string());
            }
        }
        pull
    }

    /// Both parts, and lets go of what they hold.
    pub async fn catch_up(&mut self) {
        self.pull(Part::Mine).await;
        self.pull(Part::Public).await;
        self.phone.caught_up(now());
    }

    /// The store as the first shape keeps it.
    pub fn put_away(mut self, draft: &Draft) -> Kit {
        let number = |envelope: &Envelope| format!("{:012}", envelope.device_seq);
        let phone = &self.phone;
        let cursor = |cursor: &Cursor| ("cursor".to_owned(), text(cursor));
        let outbox = phone.outbox.iter().map(|row| (number(&row.envelope), text(row))).collect();
        let parked = phone.parked.iter().map(|row| (number(&row.envelope), text(row))).collect();
        let sent = phone.sent.iter().map(|row| (number(&row.envelope), text(row))).collect();
        let meta = Shelf::from([cursor(&phone.mine), ("draft".into(), text(draft))]);
        let public = cursor(&phone.public);
        let account = self.kit.account();
        let shelves = self.kit.databases.get_mut(&account).unwrap();
        shelves.extend([
            ("outbox".into(), outbox),
            ("parked".into(), parked),
            ("sent".into(), sent),
            ("meta".into(), meta),
        ]);
        self.kit.databases.get_mut("xishan").unwrap().get_mut("meta").unwrap().extend([public]);
        self.kit
    }
}

fn text(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap()
}
