//! Connections to PostgreSQL.
//!
//! Who writes has connections of their own, few of them: a statement is read and planned once on each connection, and the
//! commands of a busy evening find theirs ready. Every connection keeps one plan for each statement, made without looking at
//! what is asked for: planning a join of seven tables takes ten times as long as doing it. Such a plan must be good for an
//! empty table that soon is none. So tables are gone into by their indexes and row by row, as SQLite does it, whatever
//! PostgreSQL believes to know of their sizes: before it has looked at a new table, it rather reads all of it.

use sqlx::Connection;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use std::str::FromStr;
use std::time::Duration;

/// Who waits so long for a connection is told to come again: PostgreSQL is away, or there is more to do than can be done.
const AWAY: Duration = Duration::from_millis(2_500);
/// How often that long is waited at the start.
const STARTING: usize = 5;
/// A connection that was not used for so long is asked whether it is still there before it is used.
const RESTED: Duration = Duration::from_millis(200);
/// How many statements a connection keeps ready.
const STATEMENTS: usize = 512;
/// How many connections read.
const READERS: u32 = 12;
/// How many connections write. Nearly all that they do stands in one line before the community's lock.
const WRITERS: u32 = 4;
/// How long a writer waits for the community's lock, in milliseconds: another server may have died in a way that keeps it. Who waited
/// for nothing comes again.
const LOCKED: &str = "10000";

/// How every connection plans.
const PLANS: [(&str, &str); 4] =
    [("plan_cache_mode", "force_generic_plan"), ("jit", "off"), ("enable_seqscan", "off"), ("random_page_cost", "1.1")];
/// How those that write plan, besides: they never go through whole tables.
const ROW_BY_ROW: [(&str, &str); 2] = [("enable_hashjoin", "off"), ("enable_mergejoin", "off")];

/// Has every table looked at that is not empty. An empty one would be known to be empty, and read whole when it is no more.
pub(super) const LOOK_OVER: &str = "do $$
    declare name text;
    begin
        for name in select relname from pg_class where relkind = 'r' and relnamespace = current_schema()::regnamespace
            and pg_relation_size(oid) > 0
        loop
            execute format('analyze %I', name);
        end loop;
    end $$";

/// The readers and the writers.
pub(super) async fn open(address: &str) -> sqlx::Result<(PgPool, PgPool)> {
    let options = PgConnectOptions::from_str(address)?.statement_cache_capacity(STATEMENTS).options(PLANS);
    let write =
        pool(WRITERS).connect_lazy_with(options.clone().options(ROW_BY_ROW).options([("lock_timeout", LOCKED)]));
    let read = pool(READERS).connect_lazy_with(options);
    // After a power cut the server is often there before its database.
    for _ in 0..STARTING {
        match read.acquire().await {
            Err(sqlx::Error::PoolTimedOut) => {}
            other => return other.map(|_| (read, write)),
        }
    }
    Err(sqlx::Error::PoolTimedOut)
}

fn pool(connections: u32) -> PgPoolOptions {
    let options = PgPoolOptions::new().max_connections(connections).acquire_timeout(AWAY);
    options.test_before_acquire(false).before_acquire(|connection, meta| {
        Box::pin(async move {
            if meta.idle_for > RESTED {
                connection.ping().await?;
            }
            Ok(true)
        })
    })
}
