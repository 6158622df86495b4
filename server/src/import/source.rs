//! Where the files come from: a directory of the committee's, an archive of one, or bytes that are already in memory.

use super::problem::Problem;
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use zip::ZipArchive;

/// What is longer is no table of a community, and an archive may hold much in few bytes.
const TABLE_MAX: u64 = 256 * 1024 * 1024;

/// A set of CSV files.
#[derive(Clone, Debug)]
pub enum Source<'a> {
    /// Every `.csv` file directly in this directory.
    Directory(PathBuf),
    /// Every `.csv` file of this ZIP archive, in whatever folder of it.
    Archive(PathBuf),
    /// Names and bytes: the demonstration in the binary, and tests.
    Memory(&'a [(&'a str, &'a [u8])]),
}

impl Source<'_> {
    /// The files by name. The error says which file or directory cannot be read.
    pub(super) fn files(&self) -> Result<BTreeMap<String, Vec<u8>>, Problem> {
        match self {
            Source::Directory(path) => directory(path),
            Source::Archive(path) => archive(path).map_err(|error| unreadable(path, error)),
            Source::Memory(files) => {
                Ok(files.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect())
            }
        }
    }
}

fn unreadable(path: &Path, error: io::Error) -> Problem {
    Problem::of_file(&path.display().to_string(), format!("打不开，请看看名字对不对、有没有权限 ({error})"))
}

/// Excel and office suites leave lock files beside an open table.
fn is_table(name: &str) -> bool {
    let hidden = name.starts_with('.') || name.starts_with("~$");
    !hidden && name.to_lowercase().ends_with(".csv")
}

fn archive(path: &Path) -> io::Result<BTreeMap<String, Vec<u8>>> {
    let mut archive = ZipArchive::new(fs::File::open(path)?)?;
    let mut files = BTreeMap::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at)?;
        let name = entry.name()?.rsplit('/').next().unwrap_or_default().to_owned();
        if !entry.is_file() || !is_table(&name) {
            continue;
        }
        let mut bytes = Vec::new();
        entry.by_ref().take(TABLE_MAX).read_to_end(&mut bytes)?;
        files.insert(name, bytes);
    }
    Ok(files)
}

fn directory(path: &Path) -> Result<BTreeMap<String, Vec<u8>>, Problem> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(path).map_err(|error| unreadable(path, error))? {
        let path = entry.map_err(|error| unreadable(path, error))?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        if is_table(name) && path.is_file() {
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
