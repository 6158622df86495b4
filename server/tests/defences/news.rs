//! News: what is done on one server is heard on every other at once, and a phone that was signed out from elsewhere hears nothing
//! more.

use crate::on_both;
use crate::world::{Ask, Phone, World};
use axum::Router;
use axum::body::{Body, BodyDataStream};
use axum::http::{Request, StatusCode};
use domain::command::{Command, Envelope, SCHEMA};
use domain::id::{CommandId, DeviceId, ResidentId};
use domain::wire::Push;
use futures::StreamExt;
use server::commands::now;
use std::time::Duration;
use tokio::time::timeout;
use tower::ServiceExt;
use uuid::Uuid;

/// How soon a phone that was signed out hears nothing more, and a little for a busy machine.
const SILENT: Duration = Duration::from_millis(5_500);
/// How soon news are on another server.
const PASSED: Duration = Duration::from_secs(1);
/// How soon another server that has only just begun listens, or looks.
const BEGUN: Duration = Duration::from_secs(15);

/// An open line of a phone.
async fn line(router: &Router, phone: &Phone) -> BodyDataStream {
    let request = Request::get("/api/live").header("cookie", &phone.cookie).header("x-forwarded-for", "11.200.0.1");
    let response = router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    response.into_body().into_data_stream()
}

/// What came on a line until it ended; none if it has not ended within the time.
async fn end_of(line: &mut BodyDataStream, time: Duration) -> Option<String> {
    let mut heard = String::new();
    let all = async {
        while let Some(Ok(piece)) = line.next().await {
            heard.push_str(&String::from_utf8_lossy(&piece));
        }
    };
    timeout(time, all).await.ok()?;
    Some(heard)
}

/// Signs a phone of this person out from another of their phones.
async fn sign_out(world: &World, from: &Phone, who: ResidentId, device: DeviceId) {
    let envelope = Envelope {
        id: CommandId(Uuid::now_v7()),
        device: from.id,
        device_seq: world.number().into(),
        actor: who,
        depends_on: Vec::new(),
        made_at: now(),
        schema: SCHEMA,
        command: Command::RevokeDevice { device },
    };
    let push = Push { epoch: String::new(), commands: vec![envelope] };
    let reply = world.ask(&Ask::json("POST", "/api/push", &push).by(Some(&from.cookie), Some(who))).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    assert!(reply.text().contains("applied"), "{}", reply.text());
}

on_both! {
    async fn a_phone_that_is_signed_out_from_elsewhere_hears_nothing_more(world: &World) {
        let who = world.resident("R0158");
        let (own, lost) = (world.phone(&[who]).await, world.phone(&[who]).await);
        let (mut own_line, mut lost_line) = (line(&world.router, &own).await, line(&world.router, &lost).await);
        sign_out(world, &own, who, lost.id).await;
        let heard = end_of(&mut lost_line, SILENT).await.expect("the line ends");
        let bare = |line: &str| line.is_empty() || line.starts_with("data: ") || line.starts_with(':');
        assert!(heard.lines().all(bare), "{heard}");
        assert!(end_of(&mut own_line, Duration::from_millis(100)).await.is_none(), "or every line ends");
        sign_out(world, &own, who, own.id).await;
        let heard = end_of(&mut own_line, SILENT).await.expect("the line ends");
        assert!(heard.contains("data: "), "it hears until then that there is something new");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_done_on_one_server_is_heard_on_another_within_a_second() {
    let Some(world) = World::on_postgres().await else { return };
    let other = world.beside().await;
    let mut heard = other.live.subscribe();
    let who = world.resident("R0158");
    let own = world.phone(&[who]).await;
    for round in 0..10 {
        let lost = world.phone(&[who]).await;
        sign_out(&world, &own, who, lost.id).await;
        let done = *world.app.live.borrow();
        let patience = if round == 0 { BEGUN } else { PASSED };
        let news = timeout(patience, heard.wait_for(|revision| *revision >= done)).await;
        assert!(news.is_ok_and(|news| news.is_ok()), "round {round}");
    }
    other.db.close().await;
    world.end().await;
}
