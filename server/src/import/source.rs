//! Where the files come from: a directory of the committee's, or bytes that are already in memory.

use super::problem::Problem;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A set of CSV files.
#[derive(Clone, Debug)]
pub enum Source<'a> {
    /// Every `.csv` file directly in this directory.
    Directory(PathBuf),
    /// Names and bytes: the demonstration in the binary, and tests.
    Memory(&'a [(&'a str, &'a [u8])]),
}

impl Source<'_> {
    /// The files by name. The error says which file or directory cannot be read.
    pub(super) fn files(&self) -> Result<BTreeMap<String, Vec<u8>>, Problem> {
        match self {
            Source::Directory(path) => directory(path),
            Source::Memory(files) => {
                Ok(files.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect())
            }
        }
    }
}

fn directory(path: &Path) -> Result<BTreeMap<String, Vec<u8>>, Problem> {
    let unreadable = |path: &Path, error: io::Error| {
        Problem::of_file(&path.display().to_string(), format!("打不开，请看看名字对不对、有没有权限 ({error})"))
    };
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(path).map_err(|error| unreadable(path, error))? {
        let path = entry.map_err(|error| unreadable(path, error))?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        // Excel and office suites leave lock files beside an open table.
        let hidden = name.starts_with('.') || name.starts_with("~$");
        if !hidden && name.to_lowercase().ends_with(".csv") && path.is_file() {
            files.insert(name.to_owned(), fs::read(&path).map_err(|error| unreadable(&path, error))?);
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directory_gives_its_csv_files_and_nothing_else() {
        let place = std::env::temp_dir().join(format!("xishan-source-{}", std::process::id()));
        fs::create_dir_all(&place).unwrap();
        for name in ["venues.csv", "notes.txt", "~$venues.csv", ".venues.csv"] {
            fs::write(place.join(name), "代码").unwrap();
        }
        let found = Source::Directory(place.clone()).files();
        fs::remove_dir_all(&place).unwrap();
        assert_eq!(found.unwrap().into_keys().collect::<Vec<_>>(), ["venues.csv"]);
    }

    #[test]
    fn a_directory_that_is_not_there_is_a_problem() {
        let problem = Source::Directory("no-such-directory".into()).files().unwrap_err();
        assert_eq!((problem.file.as_str(), problem.line), ("no-such-directory", 0));
    }
}
