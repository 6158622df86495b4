//! Backups that something has happened to, put before the restore and before the doctor. Nobody stumbles; and what is restored is all
//! of it or nothing.

use crate::fuzz::hold;
use crate::place::Place;
use crate::world::World;
use domain::id::CommunityId;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use server::backup::backup;
use server::db::Db;
use server::doctor;
use server::restore::restore;
use server::store::copy::{Held, held, own_tables};
use std::cell::RefCell;
use std::path::PathBuf;
use tokio::runtime::Runtime;

/// A page of the file.
const PAGE: usize = 4_096;
/// The least that a disk loses.
const SECTOR: usize = 512;

/// Where, where else, and what happens there.
type Blow = (Index, Index, u8);

fn blows() -> impl Strategy<Value = Vec<Blow>> {
    vec((any::<Index>(), any::<Index>(), any::<u8>()), 1..4)
}

/// What can become of a file: some bits turn over, a sector is empty, one page stands in the place of another, the end is missing.
fn spoil(whole: &[u8], blows: &[Blow]) -> Vec<u8> {
    let mut out = whole.to_vec();
    for (at, other, how) in blows {
        if out.is_empty() {
            break;
        }
        let at = at.index(out.len());
        match how % 8 {
            0..4 => out[at] ^= how | 1,
            4 | 5 => {
                let from = at / SECTOR * SECTOR;
                let end = (from + SECTOR).min(out.len());
                out[from..end].fill(0);
            }
            6 => {
                let (to, from) = (at / PAGE * PAGE, other.index(out.len()) / PAGE * PAGE);
                let page = out[from..(from + PAGE).min(out.len())].to_vec();
                let end = (to + page.len()).min(out.len());
                out[to..end].copy_from_slice(&page[..end - to]);
            }
            _ => out.truncate(at),
        }
    }
    out
}

/// A whole backup of the demonstration community, and a database without one.
struct Rig {
    runtime: Runtime,
    whole: Vec<u8>,
    held: Held,
    /// Where the damaged file is put.
    folder: Place,
    empty: RefCell<(Place, Db)>,
}

async fn nothing() -> (Place, Db) {
    let place = Place::folder(std::env::temp_dir());
    let db = Db::open(&place.address()).await.unwrap();
    (place, db)
}

async fn rows(db: &Db) -> Held {
    let mut tx = db.read(CommunityId::default()).await.unwrap();
    let tables = own_tables(&mut tx).await.unwrap();
    held(&mut tx, &tables).await.unwrap()
}

impl Rig {
    fn new() -> Rig {
        let runtime = Runtime::new().unwrap();
        let folder = Place::folder(std::env::temp_dir());
        let file = inside(&folder);
        let (held, empty) = runtime.block_on(async {
            let world = World::open().await;
            let made = backup(&world.app.db, &file).await.unwrap();
            world.end().await;
            (made.held, nothing().await)
        });
        Rig { runtime, whole: std::fs::read(&file).unwrap(), held, folder, empty: RefCell::new(empty) }
    }

    /// The file after these blows.
    fn spoilt(&self, blows: &[Blow]) -> PathBuf {
        let file = inside(&self.folder);
        std::fs::write(&file, spoil(&self.whole, blows)).unwrap();
        file
    }

    /// Restores it. Answers whether it went in.
    fn restores(&self, blows: &[Blow]) -> Result<bool, TestCaseError> {
        let (file, db) = (self.spoilt(blows), self.empty.borrow().1.clone());
        self.runtime.block_on(async {
            let done = restore(&db, &file).await;
            let after = rows(&db).await;
            match &done {
                Ok(said) => {
                    prop_assert_eq!(said, &after, "what it says is what is there");
                    prop_assert_eq!((after.tables, after.rows), (self.held.tables, self.held.rows), "all of it");
                }
                Err(fault) => prop_assert_eq!(after.rows, 0, "{}: and something was kept", fault),
            }
            Ok(done.is_ok())
        })
    }

    /// Another database, when something went into the last one.
    fn begin_anew(&self) {
        let (place, db) = self.empty.replace(self.runtime.block_on(nothing()));
        self.runtime.block_on(db.close());
        drop(place);
    }
}

fn inside(folder: &Place) -> PathBuf {
    let Place::Folder(folder) = folder else { panic!("a file is in a folder") };
    folder.join("backup.db")
}

#[test]
fn a_damaged_backup_goes_in_whole_or_not_at_all() {
    let rig = Rig::new();
    assert!(rig.restores(&[]).unwrap(), "the good one");
    rig.begin_anew();
    let refused = RefCell::new(0);
    hold("backup: restore", 60, blows(), |blows| {
        if rig.restores(&blows)? {
            rig.begin_anew();
        } else {
            *refused.borrow_mut() += 1;
        }
        Ok(())
    });
    assert!(refused.into_inner() > 20, "most of it was noticed");
}

#[test]
fn the_doctor_looks_at_any_file_without_stumbling() {
    let rig = Rig::new();
    let unsound = RefCell::new(0);
    hold("backup: doctor", 60, blows(), |blows| {
        let address = format!("sqlite:{}", rig.spoilt(&blows).display());
        let sound = rig.runtime.block_on(async {
            let Ok(db) = Db::look(&address).await else { return false };
            let findings = doctor::examine(&db).await;
            db.close().await;
            findings.is_ok_and(|findings| doctor::wrong(&findings) == 0)
        });
        *unsound.borrow_mut() += usize::from(!sound);
        Ok(())
    });
    assert!(unsound.into_inner() > 20, "most of it was noticed");
}
