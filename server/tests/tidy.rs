//! What everyone who changes this repository can rely on, read off its files: sizes, borders between the parts, one place for
//! each kind of thing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A file of ours: its path from the root, and its text.
struct File {
    path: String,
    text: String,
}

impl File {
    fn is(&self, endings: &[&str]) -> bool {
        endings.iter().any(|ending| self.path.ends_with(ending))
    }

    fn under(&self, folders: &[&str]) -> bool {
        folders.iter().any(|folder| self.path.starts_with(folder))
    }

    /// Its lines that are neither empty nor only a comment, with their numbers.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let code = |line: &&str| !line.is_empty() && !line.starts_with("//");
        (1..).zip(self.text.lines().map(str::trim)).filter(move |(_, line)| code(line))
    }
}

fn files(endings: &[&str]) -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut found = Vec::new();
    walk(&root, &root, endings, &mut found);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(!found.is_empty());
    found
}

fn walk(root: &Path, folder: &Path, endings: &[&str], found: &mut Vec<File>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap().path();
        let name = entry.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if entry.is_dir() {
            if !name.starts_with('.') && !["node_modules", "target", "dist"].contains(&name.as_str()) {
                walk(root, &entry, endings, found);
            }
        } else if endings.iter().any(|ending| name.ends_with(ending)) {
            let path = entry.strip_prefix(root).unwrap().to_string_lossy().into_owned();
            found.push(File { path, text: std::fs::read_to_string(&entry).unwrap() });
        }
    }
}

fn rust() -> Vec<File> {
    // This file names what it forbids.
    files(&[".rs"]).into_iter().filter(|file| file.path != "server/tests/tidy.rs").collect()
}

/// Lines outside the allowed places that hold what they must not.
fn strays(files: &[File], allowed: impl Fn(&File) -> bool, wrong: impl Fn(&str) -> bool) -> Vec<String> {
    let place = |file: &File| -> Vec<String> {
        file.code().filter(|(_, line)| wrong(line)).map(|(n, line)| format!("{}:{n}: {line}", file.path)).collect()
    };
    files.iter().filter(|file| !allowed(file)).flat_map(place).collect()
}

fn none(strays: Vec<String>) {
    assert!(strays.is_empty(), "\n{}", strays.join("\n"));
}

/// Whether the line names the word, not as a part of another one.
fn names(line: &str, word: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        let (before, after) = (line[..at].chars().next_back(), line[at + word.len()..].chars().next());
        !(before.is_some_and(part) || word.ends_with(char::is_alphanumeric) && after.is_some_and(part))
    })
}

#[test]
fn no_file_is_longer_than_four_hundred_lines() {
    let files = files(&[".rs", ".css", ".js", ".mjs"]);
    let long = files.iter().map(|file| (file.text.lines().count(), &file.path)).filter(|(lines, _)| *lines > 400);
    none(long.map(|(lines, path)| format!("{path}: {lines} lines")).collect());
}

#[test]
fn half_of_the_rust_files_are_shorter_than_a_hundred_and_thirty_lines() {
    let mut lines: Vec<usize> = rust().iter().map(|file| file.text.lines().count()).collect();
    lines.sort_unstable();
    let median = lines[lines.len() / 2];
    assert!(median < 130, "{median}");
}

#[test]
fn every_rust_file_begins_with_a_sentence_about_itself() {
    let silent = rust().into_iter().filter(|file| !file.text.starts_with("//!"));
    none(silent.map(|file| file.path).collect());
}

#[test]
fn sql_is_spoken_in_the_store_only() {
    let allowed = |file: &File| {
        file.under(&[
            "server/src/store/",
            "server/src/db.rs",
            "server/src/commands.rs",
            "server/tests/support/",
            "end2end/bare/",
        ])
    };
    let sql = ["sqlx::query", "sqlx::raw_sql", "execute!(", "fetch_all!(", "fetch_optional!(", ".fetch_one("];
    none(strays(&rust(), allowed, |line| sql.iter().any(|word| line.contains(word))));
}

#[test]
fn only_the_transport_fetches_and_only_the_courier_listens() {
    let app: Vec<File> = rust().into_iter().filter(|file| file.under(&["app/src/"])).collect();
    let fetching = |line: &str| {
        ["gloo::net", "fetch(", "fetch_with", "XmlHttpRequest", "WebSocket", "send_beacon"]
            .iter()
            .any(|w| line.contains(w))
    };
    none(strays(&app, |file| file.path == "app/src/sync/transport.rs", fetching));
    let courier = |file: &File| file.under(&["app/src/sync/courier"]);
    none(strays(&app, courier, |line| line.contains("EventSource")));
}

#[test]
fn only_the_database_module_knows_how_a_phone_stores_things() {
    let allowed = |file: &File| file.under(&["app/src/sync/database"]);
    let stores = |line: &str| names(line, "idb::") || line.contains("use idb") || line.contains("local_storage(");
    none(strays(&rust(), allowed, stores));
}

#[test]
fn colours_stand_in_the_tokens_and_the_look_only() {
    let mut files = files(&[".css"]);
    files.extend(rust().into_iter().filter(|file| file.under(&["app/src/"])));
    let allowed = |file: &File| file.is(&["style/tokens.css", "app/src/look.rs"]);
    none(strays(&files, allowed, names_colour));
}

fn names_colour(line: &str) -> bool {
    let mixed = ["rgb(", "rgba(", "hsl(", "hsla(", "oklch("].iter().any(|name| names(line, name));
    let hexadecimal = line.match_indices('#').any(|(at, _)| {
        let word: String = line[at + 1..].chars().take_while(char::is_ascii_alphanumeric).collect();
        matches!(word.len(), 3 | 4 | 6 | 8) && word.chars().all(|c| c.is_ascii_hexdigit())
    });
    let is_address = line.contains("href") || line.contains("url(#");
    mixed || hexadecimal && !is_address && !line.contains("of_mark")
}

#[test]
fn the_rules_know_neither_the_app_nor_the_server() {
    let domain: Vec<File> = rust().into_iter().filter(|file| file.under(&["app/domain/"])).collect();
    let outside = ["app::", "server::", "leptos", "sqlx", "axum", "tokio", "web_sys", "SystemTime", "std::fs"];
    none(strays(&domain, |_| false, |line| outside.iter().any(|word| names(line, word))));
}

#[test]
fn the_app_does_not_know_the_server_and_the_server_draws_pages_in_one_place() {
    let (app, server): (Vec<File>, Vec<File>) =
        rust().into_iter().filter(|file| file.under(&["app/", "server/"])).partition(|file| file.under(&["app/"]));
    none(strays(&app, |_| false, |line| names(line, "server::")));
    none(strays(&server, |file| file.path == "server/src/pages.rs", |line| names(line, "app::")));
}

#[test]
fn nothing_is_left_undone() {
    let undone = ["todo!(", "unimplemented!(", "dbg!("];
    none(strays(&rust(), |_| false, |line| undone.iter().any(|word| names(line, word))));
}

#[test]
fn what_people_read_in_chinese_stands_in_the_words() {
    let app: Vec<File> = rust().into_iter().filter(|file| file.under(&["app/src/"])).collect();
    let chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let allowed = |file: &File| file.under(&["app/src/words"]) || file.is(&["/tests.rs"]);
    let untested = app.into_iter().map(|mut file| {
        let end = file.text.find("#[cfg(test)]\nmod tests {").unwrap_or(file.text.len());
        file.text.truncate(end);
        file
    });
    // The name of a language is the same in every language.
    let literal = |line: &str| {
        line.split(" // ").next().is_some_and(|code| code.replace("(Lang::Zh, \"中文\")", "").contains(chinese))
    };
    none(strays(&untested.collect::<Vec<_>>(), allowed, literal));
}

/// What is wrong with a part of a page: a field of which nothing is said, or something said that is not heard.
fn unsaid(tag: &str) -> Option<&'static str> {
    let said = tag.contains("aria-describedby=") && !tag.contains("aria-describedby=\"\"");
    if tag.contains("aria-invalid=") && !said {
        return Some("may be wrong, and names no words that say so");
    }
    (tag.starts_with("p class=\"error\"") && !tag.contains("role=\"alert\"")).then_some("is not heard")
}

#[test]
fn what_is_wrong_with_a_field_is_said_beside_it() {
    let app = rust().into_iter().filter(|file| file.under(&["app/src/"]) && !file.under(&["app/src/gallery"]));
    let wrong = |file: File| -> Vec<String> {
        // What has colons in its name is a type and no tag.
        let tags = file
            .text
            .split('<')
            .filter(|tag| !tag.split(['>', ' ', '\n']).next().is_some_and(|name| name.contains("::")));
        let found = tags.filter_map(|tag| unsaid(tag).map(|why| (tag, why)));
        found.map(|(tag, why)| format!("{}: <{} {why}", file.path, tag.lines().next().unwrap_or_default())).collect()
    };
    none(app.flat_map(wrong).collect());
}

#[test]
fn what_cannot_be_undone_is_asked_twice() {
    // Each of these is behind a question of two steps. An outbox only tells where a command came from; a reminder is answered with one
    // tap, on purpose.
    let asked = [
        "CancelSignup",
        "CancelOrder",
        "WithdrawReport",
        "CancelOccurrence",
        "CancelFrom",
        "EndRegular",
        "ReverseEntry",
        "ReverseHours",
        "LeaveShift",
        "LeaveTeam",
        "CloseCall",
        "WithdrawOffering",
        "CancelShift",
        "WithdrawCollector",
        "RevokeDevice",
        "PayOrder",
        "MergeReport",
    ];
    let apart = ["app/src/pages/outbox/parked.rs", "app/src/pages/notices.rs"];
    let pages = ["app/src/pages/", "app/src/desk/", "app/src/components/"];
    let files: Vec<File> =
        rust().into_iter().filter(|file| file.under(&pages) && !apart.contains(&file.path.as_str())).collect();
    let mut wrong = Vec::new();
    for name in asked {
        let command = format!("Command::{name} {{");
        let own: Vec<&File> = files.iter().filter(|file| file.text.contains(&command)).collect();
        if own.is_empty() {
            wrong.push(format!("no page does {name}"));
        }
        wrong.extend(
            own.iter()
                .filter(|file| !file.text.contains("two_step"))
                .map(|file| format!("{}: {name} at one tap", file.path)),
        );
    }
    none(wrong);
}

#[test]
fn every_style_file_begins_with_a_sentence_about_itself() {
    let style = files(&[".css"]).into_iter().filter(|file| file.under(&["style/"]));
    none(style.filter(|file| !file.text.starts_with("/*")).map(|file| file.path).collect());
}

#[test]
fn the_style_lies_flat_in_its_folders() {
    let nested = files(&[".css"]).into_iter().filter(|file| {
        let rest = file.path.strip_prefix("style/").unwrap_or("/");
        let name = rest.strip_prefix("components/").or(rest.strip_prefix("desk/")).unwrap_or(rest);
        name.contains('/')
    });
    none(nested.map(|file| file.path).collect());
}

/// The tables of a database's migrations: their names, each with its columns in order.
fn tables(kind: &str) -> BTreeMap<String, Vec<String>> {
    let folder = format!("server/migrations/{kind}/");
    let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in files(&[".sql"]).iter().filter(|file| file.under(&[&folder])) {
        let mut table = None;
        for line in file.text.lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            match words.as_slice() {
                ["create", "table", name, ..] => {
                    // A table that is made anew begins anew.
                    tables.remove(*name);
                    table = Some(name.to_string());
                }
                ["alter", "table", name, "add", "column", column, ..] => {
                    tables.entry(name.to_string()).or_default().push(column.to_string());
                }
                [end, ..] if end.starts_with(')') => table = None,
                ["primary" | "unique" | "foreign" | "check" | "--", ..] | [] => {}
                [column, ..]
                    if line.starts_with("    ") && !line.starts_with("     ") && !column.starts_with("check(") =>
                {
                    if let Some(table) = &table {
                        tables.entry(table.clone()).or_default().push(column.to_string());
                    }
                }
                _ => {}
            }
        }
    }
    assert!(tables.len() > 20, "{kind}: {}", tables.len());
    tables
}

#[test]
fn both_databases_have_the_same_migrations_tables_and_columns() {
    let names = |kind: &str| -> BTreeSet<String> {
        let folder = format!("server/migrations/{kind}/");
        files(&[".sql"]).iter().filter_map(|file| file.path.strip_prefix(&folder).map(str::to_owned)).collect()
    };
    assert_eq!(names("sqlite"), names("postgres"));
    let (sqlite, postgres) = (tables("sqlite"), tables("postgres"));
    assert_eq!(sqlite.keys().collect::<Vec<_>>(), postgres.keys().collect::<Vec<_>>());
    for (table, columns) in &sqlite {
        assert_eq!(Some(columns), postgres.get(table), "{table}");
    }
}

#[test]
fn the_tests_of_this_file_see_what_they_look_for() {
    for colour in
        ["color: #fff;", "background: #b23327", "fill: rgba(0, 0, 0, .2)", "let c = \"#A0B1C2\";", "hsl(1 2% 3%)"]
    {
        assert!(names_colour(colour), "{colour}");
    }
    for other in ["href=\"#face\"", "#[derive(Clone)]", "r#type", "color: var(--ink)", "#main { }"] {
        assert!(!names_colour(other), "{other}");
    }
    assert!(names("use app::look;", "app::") && names("x(todo!())", "todo!("));
    assert!(!names("use my_app::look;", "app::") && !names("leptos_axum::x", "leptos"));
    assert!(unsaid("input aria-invalid=wrong id=x").is_some() && unsaid("p class=\"error\" id=x").is_some());
    assert!(unsaid("input aria-invalid=wrong aria-describedby=said").is_none());
    let file = File { path: "a.rs".into(), text: "//! about\n\n// dbg!(1)\ndbg!(2);\n".into() };
    assert_eq!(strays(&[file], |_| false, |line| names(line, "dbg!(")), ["a.rs:4: dbg!(2);"]);
}
