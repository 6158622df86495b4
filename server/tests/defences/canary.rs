//! A bird in every private field: each holds a token that names its owner and its class, everything that can be asked for is
//! asked for by every player, and whoever sings where it should not be is found.
//!
//! Who may see what is written down here again, from the README's table and not from the server's code.

use crate::cast::{NAMES, Player, STRANGER, code, player};
use crate::crawl::{self, Seen};
use crate::on_both;
use crate::openings::Openings;
use crate::prove;
use crate::world::World;
use domain::change::Change;
use domain::id::{DeviceId, PasskeyId, PhotoId, ReportId};
use domain::report::{Report, ReportState, Step};
use domain::row::Row;
use domain::scope::Scope;
use domain::signup::SignupState;
use domain::wire::desk::Passkey;
use server::commands::now;
use server::import::census::ResidentLine;
use server::store::alert::{self, Receiver};
use server::store::{calendar, community, feed, passkey};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::sync::{Arc, Mutex};
use uuid::Uuid;

/// Residents with things of their own: the cast, and who lives, or shares a phone, with them.
const PEOPLE: [&str; 14] = [
    "R0158", "R0159", "R0024", "R0001", "R0003", "R0020", "R0005", "R0006", "R0007", "R0064", "R0051", "R0066",
    "R0074", STRANGER,
];
/// Who is signed up with the opera team. The child was signed up by the guardian.
const AT_THE_OPERA: [&str; 4] = [STRANGER, "R0158", "R0003", "R0001"];
/// Who offers something.
const AMONG_NEIGHBOURS: [&str; 2] = [STRANGER, "R0158"];

/// A token: `cnry-R0158-phone-z`.
pub fn token(code: &str, class: &str) -> String {
    format!("cnry-{code}-{class}-z")
}

/// Who looks.
struct Viewer {
    /// Whose requests they are, if the account is signed in on the phone.
    acting: Option<&'static str>,
    /// Everybody on the phone.
    phone: Vec<&'static str>,
    name: &'static str,
}

fn viewer(name: &'static str) -> Viewer {
    let phone = match name {
        "anonymous" | "revoked" | "expired" => vec![],
        "impostor" => vec!["R0024"],
        "shared" => vec!["R0066", "R0074"],
        _ => code(name).into_iter().collect(),
    };
    let acting = code(name).filter(|code| phone.contains(code));
    Viewer { acting, phone, name }
}

/// Who lives behind whose door: a room's token names the first of them in the file.
type Doors = BTreeMap<String, String>;

fn doors(world: &World) -> Doors {
    let residents = &world.census.residents;
    let first = |line: &ResidentLine| residents.iter().find(|other| other.household == line.household).unwrap();
    residents.iter().map(|line| (line.code.clone(), first(line).code.clone())).collect()
}

/// Whether this viewer may see what belongs to `owner` and is of this class.
fn may_see(viewer: &Viewer, doors: &Doors, owner: &str, class: &str) -> bool {
    let own = viewer.acting == Some(owner);
    let on_phone = viewer.phone.contains(&owner);
    let ward = viewer.acting == Some("R0001") && ["R0002", "R0003"].contains(&owner);
    let desk = viewer.name == "open";
    // Whoever works for the committee leads a team, too.
    let leads = ["organizer", "locked"].contains(&viewer.name);
    match class {
        // Two have a report that neighbours may read, with the name under it.
        "name" => {
            let team = viewer.name == "organizer" && AT_THE_OPERA.contains(&owner);
            // The canteen finds everyone by name, to order for whoever stands at its counter.
            let canteen = viewer.name == "cook";
            let offers = leads && AMONG_NEIGHBOURS.contains(&owner);
            own || on_phone || ward || desk || team || canteen || offers || owner == "R0074" || owner == STRANGER
        }
        "called" => own || ward || desk,
        // A guardian's phone knows when the child is of age.
        "born" => own || (ward && owner == "R0003"),
        "gender" | "phone" | "label" | "passkey" => own,
        "room" => desk || viewer.acting.is_some_and(|me| doors.get(me).is_some_and(|first| first == owner)),
        "words" | "answer" => own || desk,
        // Leaders see who comes, who came, why somebody did not and what they signed, and never what a person holds.
        "duty" | "came" | "excused" | "served" | "declined" | "certified" | "number" => {
            own || desk || viewer.name == "organizer"
        }
        // The unit's own, its alliance's leaders and the desk.
        "call" | "pledged" => own || desk || viewer.name == "organizer",
        // What is not published yet is for those who run the team, and so is what was made.
        "draft" | "counted" => desk || viewer.name == "organizer",
        // What somebody offers organizers see; what they asked for, only the two.
        "offered" => own || desk || leads,
        "asked" => own,
        "held" => own || desk,
        // What those at the door should know: whose it is, and the leaders of the date; not the desk.
        "aid" => own || viewer.name == "organizer",
        // Where a meal is brought, and whom to call there: whoever brings it, and the canteen.
        "errand" => ["volunteer", "cook"].contains(&viewer.name),
        "shown" => true,
        "photo" => on_phone || desk,
        "loose" => on_phone,
        _ => false,
    }
}

/// What must be seen, or the crawl looks at nothing.
const MUST: [(&str, &str, &str); 55] = [
    ("resident", "R0158", "name"),
    ("resident", "R0158", "called"),
    ("resident", "R0158", "gender"),
    ("resident", "R0158", "born"),
    ("resident", "R0158", "phone"),
    ("resident", "R0158", "label"),
    ("resident", "R0158", "words"),
    ("resident", "R0158", "answer"),
    ("resident", "R0158", "photo"),
    ("resident", "R0158", "loose"),
    ("resident", "R0158", "duty"),
    ("resident", "R0158", "held"),
    ("resident", "R0158", "came"),
    ("resident", "R0158", "excused"),
    ("resident", "R0158", "served"),
    ("resident", "R0158", "call"),
    ("resident", "R0158", "pledged"),
    ("resident", "R0158", "offered"),
    ("resident", "R0158", "asked"),
    ("resident", "R0158", "aid"),
    ("organizer", "R0158", "aid"),
    ("organizer", "R0158", "offered"),
    ("locked", "R0158", "offered"),
    ("open", "R0158", "offered"),
    ("organizer", "R0158", "pledged"),
    ("organizer", "R0158", "draft"),
    ("organizer", "R0158", "declined"),
    ("resident", "R0158", "declined"),
    ("open", "R0158", "draft"),
    ("organizer", "R0158", "counted"),
    ("open", "R0158", "counted"),
    ("organizer", "R0158", "duty"),
    ("organizer", "R0158", "came"),
    ("organizer", "R0158", "excused"),
    ("organizer", "R0158", "served"),
    ("organizer", "R0158", "certified"),
    ("resident", "R0158", "certified"),
    ("resident", "R0158", "number"),
    ("open", "R0158", "held"),
    ("open", "R0158", "served"),
    ("guardian", "R0003", "name"),
    ("guardian", "R0003", "called"),
    ("organizer", STRANGER, "name"),
    ("organizer", "R0003", "name"),
    ("cook", "R0003", "name"),
    ("open", "R0158", "words"),
    ("open", "R0158", "photo"),
    ("open", "R0158", "name"),
    ("open", "R0158", "called"),
    ("open", "R0007", "passkey"),
    ("shared", "R0074", "photo"),
    ("volunteer", STRANGER, "errand"),
    ("cook", STRANGER, "errand"),
    ("anonymous", STRANGER, "shown"),
    ("anonymous", STRANGER, "name"),
];

/// Puts a token into every private field of the register.
pub async fn seed_register(world: &World) -> usize {
    let residents = &world.census.residents;
    let when = |id: Uuid, then: &str| format!("when {} then '{then}'", world.literal(id));
    let lines: Vec<String> = residents.iter().map(|line| when(line.id.0, &line.code)).collect();
    let code = format!("case resident {} end", lines.join(" "));
    let fields = ["name", "called", "gender", "born", "phone"];
    let set: Vec<String> = fields.iter().map(|field| format!("{field} = 'cnry-' || {code} || '-{field}-z'")).collect();
    world.sql(format!("update resident set {}", set.join(", "))).await;
    let mut doors = BTreeSet::new();
    let mut rooms = Vec::new();
    for line in residents.iter().filter(|line| doors.insert(line.household)) {
        rooms.push(when(line.household.0, &token(&line.code, "room")));
    }
    let rooms = rooms.join(" ");
    world.sql(format!("update household set room = case household {rooms} else room end")).await;
    residents.len() * fields.len() + doors.len()
}

/// What was seeded besides the register, to ask for it by name.
#[derive(Default)]
pub struct Seeds {
    pub photos: Vec<PhotoId>,
    pub reports: Vec<ReportId>,
    pub openings: Openings,
    tokens: usize,
}

pub async fn seed_things(world: &World) -> Seeds {
    let mut seeds = Seeds::default();
    for name in PEOPLE {
        let who = world.resident(name);
        let (report, photo) = world.report(who, &token(name, "words"), false).await;
        expose(world, photo, name).await;
        answer(world, report, &token(name, "words"), &token(name, "answer"), name, photo).await;
        seeds.photos.extend([photo, world.photo(who, token(name, "loose").as_bytes()).await]);
        seeds.reports.push(report);
        seeds.tokens += 5;
        let phone = world.phone(&[who]).await;
        label(world, phone.id, name).await;
    }
    // Two of them let neighbours read along.
    for name in ["R0074", STRANGER] {
        let (report, photo) = world.report(world.resident(name), &token(name, "shown"), true).await;
        expose(world, photo, name).await;
        seeds.photos.push(photo);
        seeds.reports.push(report);
        seeds.tokens += 1;
    }
    for name in [STRANGER, "R0158"] {
        world.signup(world.resident(name), "opera").await;
    }
    world.order(world.resident(STRANGER), 1).await;
    world.for_the_child().await;
    let names = ["duty", "held", "came", "excused", "served"].map(|class| token("R0158", class));
    world.volunteer(world.resident("R0158"), names).await;
    world.called("R0158", ["call", "pledged"].map(|class| token("R0158", class))).await;
    world.waits(world.organization("opera"), &token("R0158", "draft")).await;
    world.counted("opera", &token("R0158", "counted")).await;
    let why = token("R0158", "declined");
    world.answered(world.resident("R0158"), "opera", SignupState::Declined, why).await;
    world.neighbourly("R0158", ["offered", "asked"].map(|class| token("R0158", class))).await;
    world.aided("R0158", token("R0158", "aid")).await;
    world.round(world.resident(code("volunteer").unwrap()), token(STRANGER, "errand")).await;
    seed_secrets(world).await;
    seeds.openings = world.opened().await;
    seeds.tokens += 19;
    seeds
}

/// The picture is a token, too.
async fn expose(world: &World, photo: PhotoId, name: &str) {
    let (id, body) = (world.literal(photo.0), world.bytes(&token(name, "photo")));
    world.sql(format!("update photo set body = {body} where photo = {id}")).await;
}

/// The desk answered the report.
async fn answer(world: &World, id: ReportId, words: &str, said: &str, who: &str, photo: PhotoId) {
    let row = Report {
        id,
        reporter: world.person(world.resident(who)).await,
        need: None,
        words: words.into(),
        building: None,
        photos: vec![photo],
        shown: false,
        state: ReportState::InProgress,
        steps: vec![Step { state: ReportState::InProgress, at: now(), words: said.into() }],
        endorsed: 0,
        merged_into: None,
        by: None,
        made: now(),
    };
    world.write(Change::Report(row)).await;
}

async fn label(world: &World, id: DeviceId, name: &str) {
    let label = token(name, "label");
    world.sql(format!("update device set label = '{label}' where device = {}", world.literal(id.0))).await;
    let resident = world.resident(name);
    world.write(Change::Device(domain::device::Device { id, resident, label, since: now(), revoked: None })).await;
}

/// What nobody sees, ever; and beside it what only its owner sees, the name of a passkey.
async fn seed_secrets(world: &World) {
    for name in ["R0007", STRANGER] {
        let id = PasskeyId(Uuid::now_v7());
        let row = Passkey { id, label: token(name, "passkey"), made: now(), used: None };
        let kept = passkey::Kept { row, record: token(name, "record") };
        let mut tx = world.app.db.write(world.community()).await.unwrap();
        let credential = token(name, "credential");
        assert!(passkey::save(&mut tx, world.resident(name), credential.as_bytes(), &kept).await.unwrap());
        let secret = token(name, "calendar");
        calendar::save(&mut tx, world.resident(name), secret.as_bytes(), now()).await.unwrap();
        tx.commit().await.unwrap();
        let phone = world.phone(&[world.resident(name)]).await;
        let endpoint = format!("https://fcm.googleapis.com/{}", token(name, "endpoint"));
        let row = Receiver { endpoint, p256dh: vec![4; 65], auth: vec![0; 16], english: false };
        let mut tx = world.app.db.write(world.community()).await.unwrap();
        alert::save(&mut tx, phone.id, world.resident(name), &row, now()).await.unwrap();
        tx.commit().await.unwrap();
    }
    let (who, community) = (world.literal(world.resident("R0007").0), world.literal(world.community().0));
    let (hash, totp, origin) = (token("R0007", "hash"), token("R0007", "totp"), token("R0007", "origin"));
    let credential = "insert into credential (community, resident, password_hash, totp_secret, last_step, since)";
    world.sql(format!("{credential} values ({community}, {who}, '{hash}', '{totp}', 0, 0)")).await;
    let tried = "insert into sign_in_try (community, origin, failures, blocked_until)";
    world.sql(format!("{tried} values ({community}, '{origin}', 1, 0)")).await;
}

/// The tokens in a text, each with its owner and class.
pub fn tokens(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.match_indices("cnry-").filter_map(|(at, _)| {
        let mut parts = text[at + 5..].splitn(3, '-');
        Some((parts.next()?, parts.next()?))
    })
}

/// Everything a viewer saw that was not for them, and everything they saw at all.
fn judge(name: &'static str, doors: &Doors, seen: &[Seen]) -> (Vec<String>, BTreeSet<(String, String)>) {
    let viewer = viewer(name);
    let (mut leaks, mut all) = (Vec::new(), BTreeSet::new());
    for page in seen {
        for (owner, class) in tokens(&page.text) {
            if all.insert((owner.to_owned(), class.to_owned())) && !may_see(&viewer, doors, owner, class) {
                leaks.push(format!("{name} saw {class} of {owner} in {}", page.asked));
            }
        }
    }
    (leaks, all)
}

/// A place for the log, to look through afterwards.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

async fn walk(world: &World, player: &Player, seeds: &Seeds) -> Vec<Seen> {
    crawl::crawl(world, player, seeds).await
}

on_both! {
    async fn nobody_sees_what_is_not_for_them(world: &World) {
        let log = Log::default();
        let writer = log.clone();
        tracing_subscriber::fmt().with_writer(move || writer.clone()).with_max_level(tracing::Level::INFO).init();
        let registered = seed_register(world).await;
        let seeds = seed_things(world).await;
        let (mut leaks, mut answers, doors) = (Vec::new(), 0, doors(world));
        for name in NAMES {
            let asker = player(world, name).await;
            let seen = walk(world, &asker, &seeds).await;
            answers += seen.len();
            let (wrong, all) = judge(name, &doors, &seen);
            leaks.extend(wrong);
            for (_, owner, class) in MUST.iter().filter(|(viewer, ..)| *viewer == name) {
                assert!(all.contains(&((*owner).to_owned(), (*class).to_owned())), "{name} never saw {class} of {owner}");
            }
        }
        tracing::info!("the log is being read");
        let logged = String::from_utf8_lossy(&log.0.lock().unwrap()).into_owned();
        assert!(logged.contains("the log is being read"));
        leaks.extend(tokens(&logged).map(|(owner, class)| format!("the log holds {class} of {owner}")));
        let pairs = (registered + seeds.tokens) * NAMES.len();
        println!("{answers} answers read");
        prove::report("CANARY", &format!("token x viewer, {}", world.kind()), pairs, leaks.len());
        assert!(leaks.is_empty(), "{} leaks:\n{}", leaks.len(), leaks.join("\n"));
    }

    async fn a_row_in_the_wrong_scope_is_found(world: &World) {
        seed_register(world).await;
        let seeds = seed_things(world).await;
        let mut tx = world.app.db.write(world.community()).await.unwrap();
        let revision = community::next_revision(&mut tx).await.unwrap();
        let stranger = Scope::Person(world.resident(STRANGER));
        let lines = feed::since(&mut tx, stranger, 0).await.unwrap();
        let row = |noun: &str| -> Row {
            let line = lines.iter().find(|line| line.noun == noun).unwrap();
            serde_json::from_str(line.body.as_deref().unwrap()).unwrap()
        };
        feed::put(&mut tx, Scope::Public, &row("report"), revision).await.unwrap();
        feed::put(&mut tx, Scope::Person(world.resident("R0024")), &row("device"), revision).await.unwrap();
        tx.commit().await.unwrap();
        world.app.live.send_replace(revision);
        let doors = doors(world);
        let found = async |name| judge(name, &doors, &walk(world, &player(world, name).await, &seeds).await).0;
        let public = found("anonymous").await;
        assert!(public.iter().any(|leak| leak.contains("saw words of R0037")), "{public:?}");
        let private = found("neighbour").await;
        assert!(private.iter().any(|leak| leak.contains("saw label of R0037")), "{private:?}");
    }
}
