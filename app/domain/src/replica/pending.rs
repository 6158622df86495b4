//! Confirmed rows plus the commands that are still on their way.

use super::Replica;
use crate::command::Envelope;
use crate::decide::decide;
use crate::project::{gone, project};
use crate::scope::Scope;
use crate::when::Moment;

pub(super) fn with_pending<'a>(
    confirmed: &Replica,
    waiting: impl IntoIterator<Item = &'a Envelope>,
    now: Moment,
) -> Replica {
    let mut view = confirmed.clone();
    for envelope in waiting {
        let facts = view.facts(envelope.actor, &envelope.command, now);
        let Ok(changes) = decide(&facts, &envelope.command) else { continue };
        let followed = Scope::followed_by(&facts.actor);
        for change in &changes {
            for (scope, key) in gone(change) {
                view.take(scope, key);
            }
            for (scope, row) in project(change, &facts) {
                let shared = || followed.iter().find(|other| other.shares(scope, &row)).copied();
                let seen = if scope == Scope::Public || followed.contains(&scope) { Some(scope) } else { shared() };
                if let Some(scope) = seen {
                    if let Err(place) = view.pending.binary_search(&row.key()) {
                        view.pending.insert(place, row.key());
                    }
                    view.put(scope, row);
                }
            }
        }
    }
    view
}
