//! One binary: serves the community, reads its files, prints a card, keeps a backup and looks after it.

use clap::{Parser, Subcommand};
use domain::id::{CommunityId, ResidentId};
use server::api::desk::issue_for;
use server::api::sign_in::{CARD_MS, TERMINAL_CARD_MS};
use server::clock;
use server::commands::now;
use server::db::Db;
use server::doctor;
use server::fault;
use server::import::census::Census;
use server::import::{self, source::Source};
use server::reach::Ways;
use server::rehearsal::{self, Rehearsal};
use server::state::App;
use server::store;
use std::error::Error;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

/// Anything that ends a command early, with a sentence for the terminal.
type Fault = Box<dyn Error + Send + Sync>;

/// Residents of the demonstration community that `serve --demo` prints sign-in links for.
const DEMO_PEOPLE: [(&str, &str); 5] =
    [("R0001", "居民"), ("R0004", "志愿者"), ("R0005", "组织者"), ("R0006", "食堂"), ("R0007", "社工")];

#[derive(Parser)]
#[command(name = "xishan", version, about = "西山: a residential community's own app")]
struct Arguments {
    /// `sqlite:FILE` or `postgres://...`
    #[arg(long, env = "XISHAN_DATABASE", default_value = "sqlite:xishan.db", global = true)]
    database: String,
    /// Which community, by the code in its file `community.csv`, where the database holds several.
    #[arg(long, env = "XISHAN_COMMUNITY", global = true)]
    community: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serves the community.
    Serve {
        /// Where to listen.
        #[arg(long, env = "XISHAN_LISTEN", default_value = "127.0.0.1:3000")]
        listen: SocketAddr,
        /// The address people use, for the links on cards; `https://...` behind a proxy.
        #[arg(long, env = "XISHAN_ORIGIN")]
        origin: Option<String>,
        /// A proxy in front speaks HTTPS and tells who asks (`X-Forwarded-For`).
        #[arg(long, env = "XISHAN_BEHIND_PROXY")]
        behind_proxy: bool,
        /// Fills an empty database with the demonstration community, adds menus and shifts to one that it has filled when they
        /// run out, and prints sign-in links.
        #[arg(long)]
        demo: bool,
        /// Ends the service worker on every phone: the way out of a release that does not start.
        #[arg(long, env = "XISHAN_SERVICE_WORKER_OFF")]
        service_worker_off: bool,
        /// Shows every part of the pages in every state, at `/style`: for whoever changes how they look.
        #[arg(long, env = "XISHAN_GALLERY")]
        gallery: bool,
        /// The machine's clock is right, and what the database holds was written by one that was ahead: start all the same. (A
        /// machine that was suspended, or whose clock was put forward for good, needs a restart and not this.)
        #[arg(long)]
        clock_is_right: bool,
        /// A file that names the ways to people beyond the app, text messages, phones that ring and teams' groups: see the
        /// README.
        #[arg(long, env = "XISHAN_REACH")]
        reach: Option<PathBuf>,
    },
    /// Reads the committee's CSV files.
    Import {
        /// The folder with the files, or an archive of them that `export` wrote.
        folder: PathBuf,
        /// Only prints what is wrong, and what an import would leave alone; changes nothing. The database need not be there, and is
        /// neither made nor brought up to date: where its tables are older, the files alone are checked.
        #[arg(long)]
        dry_run: bool,
    },
    /// Writes everything of a community into an archive (or, where the name does not end with `.zip`, into a new folder): CSV files
    /// that `import` reads, and a workbook for people. It is no backup: what is not in it stands in its text.
    Export {
        /// The archive or folder; it must not be there yet.
        file: PathBuf,
    },
    /// Makes a sign-in card for a resident, by the code in the committee's file (R0001): for the first staff member, and good for
    /// half an hour.
    Card {
        /// The resident's code.
        code: String,
        /// The address people use.
        #[arg(long, env = "XISHAN_ORIGIN", default_value = "http://localhost:3000")]
        origin: String,
    },
    /// Forgets password, authenticator and passkeys of a staff member who has lost them: at the desk they choose anew.
    NewFactors {
        /// The staff member's code.
        code: String,
    },
    /// Writes everything the database holds into one SQLite file, while the server serves.
    Backup {
        /// The file; it must not be there yet.
        file: PathBuf,
    },
    /// Reads a backup into the database, which must be empty.
    Restore {
        /// The file that `backup` wrote, from a database of either kind.
        file: PathBuf,
    },
    /// Looks whether all is as it must be in the database, while the server serves; ends with 1 when something is wrong.
    Doctor,
}

#[tokio::main]
async fn main() -> ExitCode {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "info,sqlx=warn".into());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("xishan: {fault}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<(), Fault> {
    if let Command::Import { folder, dry_run: true } = &arguments.command {
        return rehearse(&arguments.database, folder).await;
    }
    let db = match arguments.command {
        Command::Backup { .. } | Command::Export { .. } | Command::Doctor => Db::look(&arguments.database).await?,
        _ => Db::open(&arguments.database).await?,
    };
    let done = execute(&db, arguments.community.as_deref(), arguments.command).await;
    db.close().await;
    done
}

/// The community that is meant, if there is any: the one with this code, or the only one.
async fn meant(db: &Db, code: Option<&str>) -> Result<Option<CommunityId>, Fault> {
    let all = store::community::all(db).await?;
    match (code.map(CommunityId::named), all.as_slice()) {
        (_, []) => Ok(None),
        (Some(id), _) if all.contains(&id) => Ok(Some(id)),
        (Some(_), _) => Err("no community with this code is here".into()),
        (None, [only]) => Ok(Some(*only)),
        (None, _) => Err("several communities are here: say which with --community".into()),
    }
}

/// The same, where there must be one.
async fn named(db: &Db, code: Option<&str>) -> Result<CommunityId, Fault> {
    meant(db, code).await?.ok_or_else(|| "no community yet: import its files, or serve with --demo".into())
}

async fn execute(db: &Db, community: Option<&str>, command: Command) -> Result<(), Fault> {
    match command {
        Command::Serve { listen, origin, behind_proxy, demo, service_worker_off, gallery, clock_is_right, reach } => {
            if !listen.ip().is_loopback() && !behind_proxy {
                return Err("without HTTPS in front only a loopback address is served: see --behind-proxy".into());
            }
            if demo && meant(db, community).await?.is_none() {
                fill(db).await?;
            }
            let community = named(db, community).await?;
            if !clock_is_right {
                believe_clock(db, community).await?;
            }
            // Before anything is served: whoever names a file wants to hear what is wrong with it.
            let ways = reach.as_deref().map(Ways::read).transpose()?.unwrap_or_default();
            serve(db, community, listen, Serving { origin, behind_proxy, demo, service_worker_off, gallery, ways })
                .await
        }
        Command::Import { folder, .. } => import_folder(db, &folder).await,
        Command::Export { file } => {
            let people = server::whole::export(db, named(db, community).await?, &file).await?;
            println!("{}: {people} residents", file.display());
            Ok(())
        }
        Command::Card { code, origin } => {
            let community = named(db, community).await?;
            println!("{}", card(db, community, &code, &origin, TERMINAL_CARD_MS).await?);
            Ok(())
        }
        Command::NewFactors { code } => {
            let community = named(db, community).await?;
            println!("{}", new_factors(db, community, &code).await?);
            Ok(())
        }
        Command::Backup { file } => backup(db, &file).await,
        Command::Restore { file } => restore(db, &file).await,
        Command::Doctor => examine(db).await,
    }
}

async fn backup(db: &Db, file: &Path) -> Result<(), Fault> {
    let began = Instant::now();
    let made = server::backup::backup(db, file).await?;
    println!("{}: {}, {} bytes, {:.1} s", file.display(), made.held, made.bytes, began.elapsed().as_secs_f64());
    Ok(())
}

async fn restore(db: &Db, file: &Path) -> Result<(), Fault> {
    let held = server::restore::restore(db, file).await?;
    db.look_over().await?;
    println!("{}: {held}. Restored; look at it with `xishan doctor` before you serve it", file.display());
    Ok(())
}

async fn examine(db: &Db) -> Result<(), Fault> {
    let findings = doctor::examine(db).await?;
    findings.iter().for_each(|finding| println!("{}", doctor::line(finding)));
    match doctor::wrong(&findings) {
        0 => Ok(()),
        wrong => Err(format!("{wrong} of {} are not as they must be", findings.len()).into()),
    }
}

/// What the files say, or every mistake in them, for the terminal.
fn census_of(folder: &Path) -> Result<Census, Fault> {
    let source = if folder.is_file() { Source::Archive(folder.into()) } else { Source::Directory(folder.into()) };
    let census = import::read(&source, now().day()).map_err(|problems| {
        problems.iter().for_each(|problem| println!("{problem}"));
        format!("{} 处要改，什么都没有变", problems.len())
    })?;
    println!("{}", census.summary());
    Ok(census)
}

/// A dry run: the database is not opened as it is to serve or to write, which would make it or bring it up to date.
async fn rehearse(database: &str, folder: &Path) -> Result<(), Fault> {
    let census = census_of(folder)?;
    match rehearsal::rehearse(database, &census).await? {
        Rehearsal::Kept(lines) => lines.iter().for_each(|kept| println!("{kept}")),
        files_alone => println!("{files_alone}"),
    }
    println!("只是看看：什么都没有变");
    Ok(())
}

async fn import_folder(db: &Db, folder: &Path) -> Result<(), Fault> {
    let census = census_of(folder)?;
    let imported = store::census::import(db, &census).await?;
    db.look_over().await?;
    imported.residents.iter().for_each(|kept| println!("{kept}"));
    imported.kept.iter().for_each(|kept| println!("{kept}"));
    imported.menus.iter().for_each(|kept| println!("{kept}"));
    println!("{} 行有变化", imported.changed);
    Ok(())
}

/// Refuses to serve while the machine's clock is before what the database holds: it may not be set yet.
async fn believe_clock(db: &Db, community: CommunityId) -> Result<(), Fault> {
    let mut tx = db.read(community).await?;
    match store::receipt::newest(&mut tx).await? {
        Some(newest) if !clock::follows(newest) => {
            Err("the machine's clock is before what the database holds: set it, or say --clock-is-right".into())
        }
        _ => Ok(()),
    }
}

/// Fills an empty database with the demonstration.
async fn fill(db: &Db) -> Result<(), Fault> {
    let census = import::demo(now().day()).map_err(|_| "the demonstration files are broken")?;
    store::demo::fill(db, &census).await?;
    db.look_over().await?;
    Ok(())
}

/// How it is served.
struct Serving {
    origin: Option<String>,
    behind_proxy: bool,
    demo: bool,
    service_worker_off: bool,
    gallery: bool,
    ways: Ways,
}

async fn serve(db: &Db, community: CommunityId, listen: SocketAddr, how: Serving) -> Result<(), Fault> {
    let Serving { origin, behind_proxy, demo, service_worker_off, gallery, ways } = how;
    let listener = tokio::net::TcpListener::bind(listen).await?;
    fault::at("the address is taken");
    let listen = listener.local_addr()?;
    let origin = origin.unwrap_or_else(|| format!("http://localhost:{}", listen.port()));
    let site = server::pages::site();
    if site.is_empty() {
        tracing::warn!("this build has no site in it: pages come without script and style");
    }
    let mut app = App::start(db.clone(), community, site, origin.clone(), behind_proxy).await?;
    app.service_worker_off = service_worker_off;
    app.gallery = gallery;
    app.bell.clone_from(&ways.bell);
    fault::at("people may come");
    tokio::spawn(server::reminders::keep(app.clone()));
    tokio::spawn(server::regular::keep(app.clone()));
    tokio::spawn(server::visits::keep(app.clone()));
    tokio::spawn(server::errands::keep(app.clone()));
    tokio::spawn(server::aids::keep(app.clone()));
    tokio::spawn(server::reach::keep(app.clone(), ways));
    tokio::spawn(server::reach::alert::keep(app.clone()));
    // Whoever reads the address may stop the server at once.
    let stopped = stopped();
    println!("西山: {origin}");
    if demo {
        tokio::spawn(server::demo::keep(app.clone()));
        for (code, role) in DEMO_PEOPLE {
            println!("  {role}: {}", card(db, community, code, &origin, CARD_MS).await?);
        }
    }
    let closing = app.closing.clone();
    let told = async move {
        stopped.await;
        fault::at("the server was told to stop");
        closing.send_replace(true);
    };
    server::connections::serve(listener, server::router::router(app), told).await?;
    Ok(())
}

/// The link of a new card for the resident with this code, good for so many milliseconds.
async fn card(db: &Db, community: CommunityId, code: &str, origin: &str, life_ms: i64) -> Result<String, Fault> {
    let mut tx = db.write(community).await?;
    let id = ResidentId::of_code(community, code);
    let card = issue_for(&mut tx, id, origin, now(), life_ms).await?;
    let card = card.ok_or_else(|| format!("no resident {code}"))?;
    tx.commit().await?;
    Ok(format!("{} {} {}", card.person.name, card.code, card.link))
}

/// What became of the way in which a staff member opens the desk.
async fn new_factors(db: &Db, community: CommunityId, code: &str) -> Result<String, Fault> {
    let mut tx = db.write(community).await?;
    let id = ResidentId::of_code(community, code);
    let me = store::resident::me(&mut tx, id, false).await?.ok_or_else(|| format!("no resident {code}"))?;
    let forgot = store::credential::forget(&mut tx, id).await?;
    tx.commit().await?;
    let said = if forgot { "chooses password and authenticator anew" } else { "has chosen none yet" };
    Ok(format!("{} {said}", me.name))
}

/// Listens for SIGTERM from now on, and waits for it or for Ctrl-C.
fn stopped() -> impl Future<Output = ()> {
    let terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate());
    async move {
        let interrupt = tokio::signal::ctrl_c();
        let Ok(mut terminate) = terminate else {
            interrupt.await.ok();
            return;
        };
        tokio::select! { _ = interrupt => {}, _ = terminate.recv() => {} }
    }
}
