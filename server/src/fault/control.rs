//! What the places do in a build that can die at them.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::PathBuf;
use std::sync::{Mutex, OnceLock, PoisonError};

/// Where it is said at which place to die.
enum Order {
    Always(String),
    In(PathBuf),
}

struct Control {
    order: Option<Order>,
    passed: Option<File>,
    /// The place that was ordered last, and how often it was passed since.
    seen: Mutex<(String, usize)>,
}

fn control() -> Option<&'static Control> {
    static CONTROL: OnceLock<Option<Control>> = OnceLock::new();
    let read = || {
        let order = std::env::var("XISHAN_DIE_AT").ok().map(|text| match text.strip_prefix('@') {
            Some(file) => Order::In(file.into()),
            None => Order::Always(text),
        });
        let passed = std::env::var("XISHAN_COUNT_FAULTS")
            .ok()
            .and_then(|file| OpenOptions::new().create(true).append(true).open(file).ok());
        (order.is_some() || passed.is_some()).then(|| Control { order, passed, seen: Mutex::default() })
    };
    CONTROL.get_or_init(read).as_ref()
}

impl Control {
    /// One place is passed, or not.
    fn pass(&self, name: &str) {
        if let Some(mut passed) = self.passed.as_ref() {
            passed.write_all(format!("{name}\n").as_bytes()).ok();
        }
        let order = match &self.order {
            None => return,
            Some(Order::Always(order)) => order.clone(),
            Some(Order::In(file)) => std::fs::read_to_string(file).unwrap_or_default(),
        };
        let (place, nth) = match order.rsplit_once(':') {
            Some((place, nth)) => (place, nth.trim().parse().unwrap_or(1)),
            None => (order.trim(), 1),
        };
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.0 != order {
            *seen = (order.clone(), 0);
        }
        seen.1 += usize::from(place == name);
        if place == name && seen.1 == nth {
            tracing::error!(place, nth, "died here on purpose");
            std::process::abort();
        }
    }
}

/// A place.
pub fn at(name: &'static str) {
    if let Some(control) = control() {
        control.pass(name);
    }
}

/// What a statement does, between its two places. None where nobody wants to know.
pub struct Statement(Option<String>);

/// The place before a statement, if its transaction may write.
pub fn before(writes: bool, sql: &str) -> Statement {
    let Some(control) = control().filter(|_| writes) else { return Statement(None) };
    let name = named(sql);
    control.pass(&format!("before {name}"));
    Statement(Some(name))
}

/// The place after it, whatever came of it.
pub fn after(statement: &Statement) {
    if let (Some(control), Some(name)) = (control(), &statement.0) {
        control.pass(&format!("after {name}"));
    }
}

/// What a statement does and to which table: the same for the same statement, whatever its values.
fn named(sql: &str) -> String {
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '_').to_owned();
    let mut words = sql.split_whitespace().map(bare);
    let verb = words.next().unwrap_or_default();
    let table = match verb.as_str() {
        "update" | "savepoint" | "release" | "rollback" => words.next(),
        "insert" => words.find(|word| word == "into").and_then(|_| words.next()),
        _ => words.find(|word| word == "from").and_then(|_| words.next()),
    };
    let table = table.map(|table| table.split('(').next().unwrap_or_default().to_owned());
    table.map_or(verb.clone(), |table| format!("{verb} {table}"))
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn a_statement_is_named_by_what_it_does_and_to_what() {
        for (sql, name) in [
            ("insert into receipt (community, command) values ($1, $2)", "insert receipt"),
            ("update community set revision = revision where community = $1", "update community"),
            ("delete from signup_member where signup = $1", "delete signup_member"),
            ("select a, b\n   from card where community = $1", "select card"),
            ("savepoint command", "savepoint command"),
            ("release savepoint command", "release savepoint"),
            ("select pg_notify('xishan', $1)", "select"),
        ] {
            assert_eq!(named(sql), name);
        }
    }
}
