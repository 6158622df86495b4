//! What the benchmark compares the server with: the least that the same libraries do. Speeds mean little by themselves; beside
//! these, measured in the same minute on the same machine, they say what the server adds.
//!
//! `bare serve` answers any request to `/N` with N bytes, and prints its port. `bare commit ADDRESS SECONDS` writes small rows as
//! durably as the server does, as many in a commit as the server puts there, and prints how many that were in a second.

mod commit;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::routing::any;
use axum::serve::ListenerExt;
use std::error::Error;
use std::time::Duration;
use tokio::net::TcpListener;

/// The longest answer.
const LONGEST: usize = 4 * 1024 * 1024;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["serve"] => serve().await,
        ["commit", address, seconds] => {
            let wanted = Duration::from_secs_f64(seconds.parse()?);
            println!("{:.0}", commit::per_second(address, wanted).await?);
            Ok(())
        }
        _ => Err("bare serve | bare commit ADDRESS SECONDS".into()),
    }
}

async fn serve() -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("{}", listener.local_addr()?.port());
    // As the server does it: waiting for a full packet would make long answers slow, and the comparison easy.
    let listener = listener.tap_io(|stream| stream.set_nodelay(true).unwrap_or_default());
    let router = Router::new().route("/{bytes}", any(answer)).with_state(Bytes::from(vec![b'x'; LONGEST]));
    Ok(axum::serve(listener, router).await?)
}

/// So many bytes; what was asked is read and ignored.
async fn answer(State(filler): State<Bytes>, Path(bytes): Path<usize>, _asked: Bytes) -> Bytes {
    filler.slice(..bytes.min(LONGEST))
}
