//! No part without a sample, and no sample without a line that says when to use it.

use super::{samples, words};
use crate::frame::{Opening, provide};
use crate::look::{Lang, Look};
use crate::routes::Route;
use domain::replica::Replica;
use domain::when::Moment;
use leptos::prelude::Owner;
use std::path::Path;
use std::sync::Arc;

/// The names of the files of a folder, without their endings.
fn names(folder: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut names: Vec<String> = files.map(|file| file.file_stem().unwrap().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn every_part_has_a_sample_and_every_sample_a_line() {
    Owner::new().with(|| {
        let (rows, now) = (Arc::new(Replica::default()), Moment(1_795_000_000_000));
        provide(&Opening { route: Route::Today, look: Look::default(), rows, drawn: false, now });
        let all: Vec<_> = samples(Lang::Zh, now).into_iter().flat_map(|(_, _, samples)| samples).collect();
        // The six classes are in every portrait; icons and lamps stand among the tokens.
        let elsewhere = ["class", "icon", "lamp"];
        let shown = |name: &str| elsewhere.contains(&name) || all.iter().any(|sample| sample.shows.contains(&name));
        for folder in ["src/components", "../style/components", "../style/desk"] {
            let missing: Vec<String> = names(folder).into_iter().filter(|name| !shown(name)).collect();
            assert!(missing.is_empty(), "{folder} without a sample: {missing:?}");
        }
        let files: Vec<String> =
            ["src/components", "../style/components", "../style/desk"].into_iter().flat_map(names).collect();
        for sample in &all {
            assert!(words::noted(sample.id), "{} has no line", sample.id);
            assert!(!sample.states.is_empty(), "{} shows nothing", sample.id);
            for name in sample.shows {
                assert!(files.iter().any(|file| file == name), "{}: there is no {name}", sample.id);
            }
        }
        let mut ids: Vec<_> = all.iter().map(|sample| sample.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all.len(), "two samples of one name");
    });
}
