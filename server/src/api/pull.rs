//! `POST /api/pull`: what is new in the public scope, or in the acting account's scopes.
//!
//! A POST although it changes nothing, so that no scope stands in an address or a log. The whole public part is
//! served from memory ([`snapshot`]).

pub mod snapshot;

use crate::api::principal::{Principal, principal, principal_known};
use crate::api::sent::Sent;
use crate::commands::now;
use crate::db::Tx;
use crate::error::Error;
use crate::known::{Era, Own};
use crate::state::App;
use crate::store::{community, feed, resident};
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use domain::digest::Digest;
use domain::row::Row;
use domain::scope::Scope;
use domain::wire::{Part, PullRequest};
use std::fmt::Write;
use std::sync::Arc;

/// Answers a pull.
///
/// # Errors
/// 401 when the private part is asked for and the account is not signed in here.
pub async fn pull(
    State(app): State<App>,
    who: Option<Principal>,
    headers: HeaderMap,
    Sent(request): Sent<PullRequest>,
) -> Result<Response, Error> {
    match request.part {
        Part::Public => public(&app, &headers, &request).await,
        Part::Mine => Ok(json(mine(&app, who.ok_or(Error::SignIn)?, &request).await?)),
    }
}

async fn mine(app: &App, who: Principal, request: &PullRequest) -> Result<String, Error> {
    let current = app.current(request);
    if let Some(current) = current {
        // Looked at again: a phone signed out since the gate gets nothing.
        let who = principal_known(app, who.device, who.resident).await?;
        let own = app.known.own.get(&(who.resident, who.desk));
        if let Some(own) = own.filter(|own| own.revision == current && same(&own.scopes, &request.scopes)) {
            return Ok(nothing_new(request, &own.scopes, own.digest, Some(&own.me)));
        }
    }
    Box::pin(read_mine(app, who, request)).await
}

async fn read_mine(app: &App, who: Principal, request: &PullRequest) -> Result<String, Error> {
    let era = Era::now();
    let mut tx = app.db.read(app.community).await?;
    // The same in the state that is answered from.
    let who = principal(&mut tx, who.device, who.resident).await?;
    let mut me = resident::me(&mut tx, who.resident, who.desk).await?.ok_or(Error::SignIn)?.at(now().day());
    // What was brought on a shift leaves the phone when the shift ends, and not at midnight.
    me.rounds.retain(|round| now() < round.until);
    let scopes = Scope::followed_by(&me);
    let digest = digest(app, &mut tx, &scopes).await?;
    let me = serde_json::to_string(&Row::Me(me)).unwrap_or_default();
    let body = news(&mut tx, request, &scopes, Some(&me), digest).await?;
    let (revision, _) = community::revision(&mut tx).await?;
    app.known.own.keep((who.resident, who.desk), era, Arc::new(Own { revision, scopes, digest, me }));
    Ok(body)
}

async fn public(app: &App, headers: &HeaderMap, request: &PullRequest) -> Result<Response, Error> {
    let brotli = headers.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).is_some_and(|v| v.contains("br"));
    if request.since == 0 && brotli {
        let headers = [(header::CONTENT_TYPE, "application/json"), (header::CONTENT_ENCODING, "br")];
        return Ok((headers, snapshot::current(app).await?).into_response());
    }
    let (counted, known) = *app.digest.lock().await;
    if app.current(request).is_some_and(|current| current == counted) {
        return Ok(json(nothing_new(request, &[Scope::Public], known, None)));
    }
    Ok(json(Box::pin(read_public(app, request)).await?))
}

async fn read_public(app: &App, request: &PullRequest) -> Result<String, Error> {
    let mut tx = app.db.read(app.community).await?;
    let digest = digest(app, &mut tx, &[Scope::Public]).await?;
    news(&mut tx, request, &[Scope::Public], None, digest).await
}

fn json(body: String) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], body).into_response()
}

/// An answer that is written as text, because the rows are JSON already.
struct Body {
    text: String,
    first: bool,
    digest: Digest,
}

impl Body {
    fn new(epoch: &str, revision: i64, snapshot: bool, scopes: &[Scope], digest: Digest) -> Body {
        let names: Vec<String> = scopes.iter().map(|scope| format!("\"{scope}\"")).collect();
        let names = names.join(",");
        let text =
            format!(r#"{{"epoch":"{epoch}","revision":{revision},"snapshot":{snapshot},"scopes":[{names}],"rows":["#);
        Body { text, first: true, digest }
    }

    fn push(&mut self, scope: Scope, row: &str, revision: Option<i64>) {
        self.separate();
        let _ = match revision {
            Some(revision) => write!(self.text, r#"{{"scope":"{scope}","row":{row},"revision":{revision}}}"#),
            None => write!(self.text, r#"{{"scope":"{scope}","row":{row}}}"#),
        };
    }

    fn push_gone(&mut self, scope: Scope, line: &feed::Line) {
        self.separate();
        let (noun, id) = (&line.noun, line.id);
        let _ = write!(self.text, r#"{{"scope":"{scope}","gone":{{"noun":"{noun}","id":"{id}"}}}}"#);
    }

    fn separate(&mut self) {
        if !self.first {
            self.text.push(',');
        }
        self.first = false;
    }

    fn finish(mut self) -> String {
        let _ = write!(self.text, r#"],"digest":"{}"}}"#, self.digest);
        self.text
    }
}

fn same(had: &[Scope], have: &[Scope]) -> bool {
    let (mut had, mut have) = (had.to_vec(), have.to_vec());
    had.sort();
    have.sort();
    had == have
}

/// The answer to a phone that has everything: one's own row, if it is about oneself, as in every answer.
fn nothing_new(request: &PullRequest, scopes: &[Scope], digest: Digest, me: Option<&str>) -> String {
    let mut body = Body::new(&request.epoch, request.since, false, scopes, digest);
    if let (Some(me), Some(own)) = (me, scopes.first()) {
        body.push(*own, me, None);
    }
    body.finish()
}

/// What is new in these scopes, as the JSON of a [`Pull`](domain::wire::Pull); with one's own row, if it is about oneself, and what
/// all rows of the scopes come to.
///
/// # Errors
/// When the database cannot be read.
pub async fn news(
    tx: &mut Tx,
    request: &PullRequest,
    scopes: &[Scope],
    me: Option<&str>,
    digest: Digest,
) -> Result<String, Error> {
    let (revision, epoch) = community::revision(tx).await?;
    let known = request.epoch == epoch && request.since <= revision && request.since > 0;
    let same_scopes = request.part == Part::Public || same(&request.scopes, scopes);
    let snapshot = !(known && same_scopes);
    let since = if snapshot { 0 } else { request.since };
    let mut body = Body::new(&epoch, revision, snapshot, scopes, digest);
    for scope in scopes {
        for line in feed::since(tx, *scope, since).await? {
            match &line.body {
                Some(row) => body.push(*scope, row, Some(line.revision)),
                None => body.push_gone(*scope, &line),
            }
        }
    }
    if let (Some(me), Some(own)) = (me, scopes.first()) {
        // One's own row is made for each answer: roles and family are those of this moment.
        body.push(*own, me, None);
    }
    Ok(body.finish())
}

/// What the rows of the scopes come to. Everybody asks for the public ones: they are counted once for a revision.
async fn digest(app: &App, tx: &mut Tx, scopes: &[Scope]) -> Result<Digest, Error> {
    if scopes != [Scope::Public] {
        return Ok(feed::digest(tx, scopes).await?);
    }
    let (revision, _) = community::revision(tx).await?;
    let mut kept = app.digest.lock().await;
    if kept.0 != revision {
        *kept = (revision, feed::digest(tx, scopes).await?);
    }
    Ok(kept.1)
}
