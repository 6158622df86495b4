//! A server that is told to stop: the built program, with a stream of news open and phones that push without a pause.

use domain::command::{Command, Envelope, SCHEMA};
use domain::id::{CommandId, DeviceId, ResidentId, SignupId};
use domain::when::HOUR_MS;
use domain::wire::{Accounts, Outcome, Pushed};
use server::commands::now;
use server::db::Db;
use server::import;
use server::store::receipt;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// The program with the demonstration community, its address, and the sign-in codes it printed.
struct Program {
    child: Child,
    folder: PathBuf,
    origin: String,
    codes: Vec<String>,
}

impl Program {
    fn start() -> Program {
        let folder = std::env::temp_dir().join(format!("xishan-stop-{}", Uuid::now_v7()));
        std::fs::create_dir_all(&folder).unwrap();
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_xishan"))
            .args(["--database", &address(&folder), "serve", "--demo", "--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        let origin = lines.next().unwrap().trim_start_matches("西山: ").replace("localhost", "127.0.0.1");
        let code = |line: String| line.split_whitespace().rev().nth(1).unwrap().to_owned();
        let codes = lines.take(5).map(code).collect();
        Program { child, folder, origin, codes }
    }

    fn tell(&self, signal: &str) {
        let kill = format!("kill -{signal} {}", self.child.id());
        assert!(std::process::Command::new("sh").args(["-c", &kill]).status().unwrap().success());
    }

    /// Waits for the end; answers whether it was a good one.
    async fn ended(&mut self, within: Duration) -> bool {
        let began = Instant::now();
        while began.elapsed() < within {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.success();
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("still there after {within:?}");
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
        std::fs::remove_dir_all(&self.folder).ok();
    }
}

fn address(folder: &Path) -> String {
    format!("sqlite:{}/xishan.db", folder.display())
}

/// Somebody who is signed in.
#[derive(Clone)]
struct Phone {
    client: reqwest::Client,
    origin: String,
    cookie: String,
    device: DeviceId,
    resident: ResidentId,
}

impl Phone {
    async fn sign_in(origin: &str, code: &str) -> Phone {
        let client = reqwest::Client::new();
        let body = serde_json::json!({ "code": code, "label": "测试手机" });
        let request = client.post(format!("{origin}/api/sign-in")).header("x-xishan", "visitor").json(&body);
        let answer = request.send().await.unwrap().error_for_status().unwrap();
        let cookie = answer.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        let accounts: Accounts = answer.json().await.unwrap();
        let (device, resident) = (accounts.device.unwrap(), accounts.newest.unwrap());
        Phone { client, origin: origin.into(), cookie, device, resident }
    }

    fn sign_up(&self, date: domain::id::OccurrenceId) -> Envelope {
        let (signup, party) = (SignupId(Uuid::now_v7()), vec![self.resident]);
        Envelope {
            id: CommandId(Uuid::now_v7()),
            device: self.device,
            device_seq: 1,
            actor: self.resident,
            depends_on: Vec::new(),
            made_at: now(),
            schema: SCHEMA,
            command: Command::SignUp { signup, occurrence: date, party, split: None },
        }
    }

    /// What was answered; none when the server was busy or gone.
    async fn push(&self, commands: &[Envelope]) -> Option<Pushed> {
        let request = self.client.post(format!("{}/api/push", self.origin)).header("cookie", &self.cookie);
        let request = request.header("x-xishan", self.resident.to_string());
        let answer = request.json(&serde_json::json!({ "commands": commands })).send().await.ok()?;
        assert!([200, 503].contains(&answer.status().as_u16()), "{}", answer.status());
        answer.error_for_status().ok()?.json().await.ok()
    }

    async fn live(&self) -> reqwest::Response {
        let request = self.client.get(format!("{}/api/live", self.origin)).header("cookie", &self.cookie);
        request.send().await.unwrap().error_for_status().unwrap()
    }
}

/// Pushes until the server is gone; answers every id that was called decided.
async fn push_without_a_pause(phone: Phone, decided: &AtomicUsize) -> Vec<CommandId> {
    let census = import::demo(now().day()).unwrap();
    let later = now().plus_ms(24 * HOUR_MS);
    let dates: Vec<_> = census.occurrences.iter().filter(|date| date.starts > later).map(|date| date.id).collect();
    let mut known = Vec::new();
    for batch in dates.chunks(10).cycle() {
        let commands: Vec<Envelope> = batch.iter().map(|date| phone.sign_up(*date)).collect();
        let Some(pushed) = phone.push(&commands).await else { break };
        let kept = |outcome: &Outcome| matches!(outcome, Outcome::Applied { .. } | Outcome::Refused { .. });
        known.extend(pushed.answers.iter().filter(|answer| kept(&answer.outcome)).map(|answer| answer.id));
        decided.store(decided.load(Ordering::SeqCst).max(known.len()), Ordering::SeqCst);
    }
    known
}

#[tokio::test(flavor = "multi_thread")]
async fn told_to_stop_it_ends_in_time_and_keeps_what_it_answered() {
    let mut program = Program::start();
    let mut phones = Vec::new();
    for code in &program.codes {
        phones.push(Phone::sign_in(&program.origin, code).await);
    }
    let mut news = phones[0].live().await;
    let decided = std::sync::Arc::new(AtomicUsize::new(0));
    let pushing: Vec<_> = phones
        .into_iter()
        .map(|phone| {
            let decided = decided.clone();
            tokio::spawn(async move { push_without_a_pause(phone, &decided).await })
        })
        .collect();
    while decided.load(Ordering::SeqCst) < 60 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let told = Instant::now();
    program.tell("TERM");
    // The stream ends, and not by being cut off: what comes is news, then the end.
    while let Some(line) = news.chunk().await.expect("the stream ends whole") {
        assert!(line.starts_with(b"data:") || line.starts_with(b":"));
    }
    assert!(told.elapsed() < Duration::from_secs(3), "{:?}", told.elapsed());
    assert!(program.ended(Duration::from_secs(10)).await);

    let mut answered = Vec::new();
    for phone in pushing {
        answered.extend(phone.await.unwrap());
    }
    assert!(answered.len() > 60);
    let db = Db::open(&address(&program.folder)).await.unwrap();
    let community = server::store::community::all(&db).await.unwrap()[0];
    let mut tx = db.read(community).await.unwrap();
    for id in answered {
        assert!(receipt::load(&mut tx, id).await.unwrap().is_some(), "{id} was answered and is lost");
    }
    drop(tx);
    let findings = server::doctor::examine(&db).await.unwrap();
    assert_eq!(server::doctor::wrong(&findings), 0, "{findings:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_never_ends_does_not_hold_it_up() {
    let mut program = Program::start();
    let host = program.origin.trim_start_matches("http://").to_owned();
    let mut slow = tokio::net::TcpStream::connect(&host).await.unwrap();
    let head = "POST /api/pull HTTP/1.1\r\nhost: x\r\nx-xishan: visitor\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{";
    tokio::io::AsyncWriteExt::write_all(&mut slow, head.as_bytes()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(300)).await;
    program.tell("TERM");
    assert!(program.ended(Duration::from_secs(10)).await);
}
