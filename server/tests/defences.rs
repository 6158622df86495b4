//! The server's defences, attacked: who may do what (`authz`), who may see what (`canary`), what nonsense does (`fuzz`,
//! `malformed`), how connections and limits behave (`lines`), and who hears of news (`news`). All on the real router, its real table, a real database: what
//! hangs on what the database answers runs on SQLite and, where `XISHAN_TEST_POSTGRES` names one, on PostgreSQL.
//!
//! `XISHAN_PROVE_SCALE` makes the generated part larger; `XISHAN_PROVE` names a file that gets one line of figures for each harness.

#[path = "defences/aid.rs"]
mod aid;
#[path = "defences/alliances.rs"]
mod alliances;
#[path = "defences/attempts.rs"]
mod attempts;
#[path = "defences/audit.rs"]
mod audit;
#[path = "defences/authz.rs"]
mod authz;
#[path = "defences/backup_fuzz.rs"]
mod backup_fuzz;
#[path = "defences/bodies.rs"]
mod bodies;
#[path = "defences/calendar.rs"]
mod calendar;
#[path = "defences/canary.rs"]
mod canary;
#[path = "defences/cast.rs"]
mod cast;
#[path = "defences/crawl.rs"]
mod crawl;
#[path = "defences/digests.rs"]
mod digests;
#[path = "defences/errands.rs"]
mod errands;
#[path = "defences/existence.rs"]
mod existence;
#[path = "defences/former.rs"]
mod former;
#[path = "defences/fuzz.rs"]
mod fuzz;
#[path = "defences/intake.rs"]
mod intake;
#[path = "defences/late.rs"]
mod late;
#[path = "defences/leases.rs"]
mod leases;
#[path = "defences/leaving.rs"]
mod leaving;
#[path = "defences/ledgers.rs"]
mod ledgers;
#[path = "defences/lines.rs"]
mod lines;
#[path = "defences/lists.rs"]
mod lists;
#[path = "defences/lost.rs"]
mod lost;
#[path = "defences/malformed.rs"]
mod malformed;
#[path = "defences/mandates.rs"]
mod mandates;
#[path = "defences/menus.rs"]
mod menus;
#[path = "defences/merging.rs"]
mod merging;
#[path = "defences/money.rs"]
mod money;
#[path = "defences/news.rs"]
mod news;
#[path = "defences/nul.rs"]
mod nul;
#[path = "defences/openings.rs"]
mod openings;
#[path = "defences/own_password.rs"]
mod own_password;
#[path = "defences/passkey_fuzz.rs"]
mod passkey_fuzz;
#[path = "defences/passkeys.rs"]
mod passkeys;
#[path = "defences/phone_fuzz.rs"]
mod phone_fuzz;
#[path = "defences/pictures.rs"]
mod pictures;
#[path = "support/place.rs"]
mod place;
#[path = "defences/policy.rs"]
mod policy;
#[path = "defences/prepared.rs"]
mod prepared;
#[path = "defences/prove.rs"]
mod prove;
#[path = "defences/publishing.rs"]
mod publishing;
#[path = "defences/regular.rs"]
mod regular;
#[path = "defences/requests.rs"]
mod requests;
#[path = "defences/rolls.rs"]
mod rolls;
#[path = "defences/running.rs"]
mod running;
#[path = "defences/service.rs"]
mod service;
#[path = "support/settled.rs"]
mod settled;
#[path = "defences/skills.rs"]
mod skills;
#[path = "defences/soft_key.rs"]
mod soft_key;
#[path = "defences/sounds.rs"]
mod sounds;
#[path = "defences/stints.rs"]
mod stints;
#[path = "support/tables.rs"]
mod tables;
#[path = "defences/tables_fuzz.rs"]
mod tables_fuzz;
#[path = "defences/takeout.rs"]
mod takeout;
#[path = "defences/teams.rs"]
mod teams;
#[path = "defences/things.rs"]
mod things;
#[path = "defences/visits.rs"]
mod visits;
#[path = "defences/world.rs"]
mod world;
