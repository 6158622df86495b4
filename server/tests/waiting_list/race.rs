//! Sixty-four people race for places whose freed ones are offered: they give back, take, decline, do both on two phones, or say
//! nothing until the offer is over, while two servers end offers. Whoever holds the community's lock looks at the date before the
//! commit, so nothing that is so for a moment only goes unseen.

use super::witness::Witness;
use crate::both_databases;
use crate::support::{Stage, applied, envelope, sign_up};
use domain::activity::Activity;
use domain::command::Command;
use domain::id::{CommunityId, DeviceId, OccurrenceId, ResidentId, SignupId};
use domain::occurrence::Occurrence;
use domain::signup::{Signup, SignupState};
use domain::when::{HOUR_MS, MINUTE_MS, Moment};
use futures::future::join_all;
use server::commands::{Writer, apply, now};
use server::db::{Db, Tx};
use server::store::waiting::lapse_all;
use server::store::{activity, community, doctor, occurrence, signup};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use tokio::sync::watch;

const RACERS: usize = 64;
const PLACES: u32 = 3;
/// How often offers run out. Each time at most six people move up, so there is always a line.
const WAVES: usize = 10;
/// So much later than in two days the date begins: offers are never given at once because it is too late to ask.
const LATER_MS: i64 = 28 * 24 * HOUR_MS;

/// Two phones each.
type Phones = BTreeMap<ResidentId, [DeviceId; 2]>;

/// Something that somebody does.
#[derive(Clone)]
struct Deed {
    who: ResidentId,
    phone: DeviceId,
    command: Command,
    at: Moment,
}

/// A date and everyone who looks at it.
#[derive(Clone)]
struct Race {
    db: Db,
    community: CommunityId,
    date: OccurrenceId,
    witness: Arc<Mutex<Witness>>,
}

impl Race {
    fn on(stage: &Stage, date: OccurrenceId) -> Race {
        Race { db: stage.db.clone(), community: stage.community, date, witness: Arc::default() }
    }

    /// A transaction that holds the community's lock from its beginning, as the writer's does.
    async fn lock(&self) -> Tx {
        let mut tx = self.db.write(self.community).await.unwrap();
        community::next_revision(&mut tx).await.unwrap();
        tx
    }

    async fn signups(&self, tx: &mut Tx) -> Vec<Signup> {
        signup::of_date(tx, self.date).await.unwrap()
    }

    /// Has the witness look, while nobody else can write, and commits.
    async fn commit(&self, mut tx: Tx) -> Vec<Signup> {
        let date = occurrence::load(&mut tx, self.date).await.unwrap().unwrap();
        let signups = self.signups(&mut tx).await;
        self.witness.lock().unwrap().sees(&date, &signups);
        tx.commit().await.unwrap();
        signups
    }

    async fn does(self, deed: Deed) -> bool {
        let mut tx = self.lock().await;
        let sent = envelope(deed.who, deed.phone, deed.command);
        let answer = apply(&mut tx, &sent, deed.phone, deed.at).await.unwrap();
        self.commit(tx).await;
        applied(&answer)
    }

    /// What each server does once a minute.
    async fn ends_offers(self, at: Moment) {
        lapse_all(&self.db, self.community, at).await.unwrap();
        self.commit(self.lock().await).await;
    }

    /// Everybody at once, and two servers that look for offers that are over. Answers which deeds were applied.
    async fn at_once(&self, deeds: Vec<Deed>, over: Moment) -> Vec<bool> {
        let servers = (0..2).map(|_| tokio::spawn(self.clone().ends_offers(over)));
        let servers: Vec<_> = servers.collect();
        let people = deeds.into_iter().map(|deed| tokio::spawn(self.clone().does(deed)));
        let done = join_all(people).await.into_iter().map(Result::unwrap).collect();
        join_all(servers).await.into_iter().for_each(Result::unwrap);
        done
    }
}

/// A date of so many places in thirty days, whose freed places are offered.
async fn offering(stage: &Stage, places: u32) -> Occurrence {
    let soon = stage.date(places).await;
    let date = Occurrence { starts: soon.starts.plus_ms(LATER_MS), ends: soon.ends.plus_ms(LATER_MS), ..soon };
    let mut tx = stage.db.write(stage.community).await.unwrap();
    activity::save(&mut tx, &Activity { offers: true, ..stage.census.activities[0].clone() }).await.unwrap();
    occurrence::save(&mut tx, &date).await.unwrap();
    tx.commit().await.unwrap();
    date
}

/// Everybody signs up in one moment, through two servers.
async fn rush(stage: &Stage, date: OccurrenceId, phones: &Phones) {
    let start = || Writer::start(stage.db.clone(), stage.community, watch::Sender::new(0));
    let writers = [start(), start()];
    let all = phones.iter().zip(0..).map(|((who, [phone, _]), n)| {
        let (writer, phone) = (writers[n % 2].clone(), *phone);
        let sent = envelope(*who, phone, sign_up(date, *who).1);
        tokio::spawn(async move { writer.decide(sent, phone).await })
    });
    for answer in join_all(all).await {
        assert!(applied(&answer.unwrap().unwrap()));
    }
}

/// What everybody says who has a place or an offer, and a few others: those who tap although nothing is offered to them, the
/// last of the line, who gives up, and two who come again. Whose ticket is 3 more than a multiple of four says nothing.
fn answers(signups: &[Signup], phones: &Phones, date: OccurrenceId, at: Moment) -> Vec<Deed> {
    let mut deeds = Vec::new();
    let mut out: Vec<ResidentId> = phones.keys().copied().collect();
    let waiting = signups.iter().filter(|one| matches!(one.state, SignupState::Waiting { .. })).count();
    for one in signups.iter().filter(|one| one.live()) {
        let (who, signup) = (one.booker.id, one.id);
        out.retain(|other| *other != who);
        let [phone, second] = phones[&who];
        let (take, leave) = (Command::AcceptOffer { signup }, Command::CancelSignup { signup });
        let mut say = |phone, command: &Command| deeds.push(Deed { who, phone, command: command.clone(), at });
        match one.state {
            SignupState::Confirmed => say(phone, &leave),
            SignupState::Offered { ticket, .. } => match ticket % 4 {
                0 => say(phone, &take),
                1 => say(phone, &leave),
                2 => {
                    say(phone, &take);
                    say(second, &leave);
                }
                _ => {}
            },
            // At most three places become free at once, so nothing can be offered to these in the meantime.
            SignupState::Waiting { position: 4..=6, .. } => say(phone, &take),
            SignupState::Waiting { position, .. } if position as usize == waiting => say(phone, &leave),
            _ => {}
        }
    }
    let again = |who: ResidentId| Deed { who, phone: phones[&who][0], command: sign_up(date, who).1, at };
    deeds.extend(out.into_iter().take(2).map(again));
    deeds
}

/// When the first offer is over, and those who say yes in the very last moment: they may come too late.
fn last_moment(signups: &[Signup], phones: &Phones) -> Option<(Moment, Vec<Deed>)> {
    let offer = |one: &Signup| match one.state {
        SignupState::Offered { ticket, until } => Some((until, ticket, one.booker.id, one.id)),
        _ => None,
    };
    let over = signups.iter().filter_map(offer).map(|(until, ..)| until).min()?;
    let late = signups.iter().filter_map(offer).filter(|(until, ticket, ..)| *until == over && ticket % 8 == 7);
    let deeds = late.map(|(_, _, who, signup)| {
        let (phone, command) = (phones[&who][0], Command::AcceptOffer { signup });
        Deed { who, phone, command, at: over.plus_ms(-1) }
    });
    Some((over, deeds.collect()))
}

both_databases! {
    async fn places_that_are_offered_are_neither_oversold_nor_left_free(stage: &Stage) {
        let date = offering(stage, PLACES).await.id;
        let mut phones = Phones::new();
        for line in stage.census.residents.iter().take(RACERS) {
            phones.insert(line.id, [stage.phone(line.id).await, stage.phone(line.id).await]);
        }
        assert_eq!(phones.len(), RACERS);
        rush(stage, date, &phones).await;
        let race = Race::on(stage, date);
        let mut signups = race.commit(race.lock().await).await;
        let (mut taken, mut declined, mut at) = (0, 0, now().plus_ms(HOUR_MS));
        for _ in 0..WAVES {
            let deeds = answers(&signups, &phones, date, at);
            let asked = |signup: SignupId| {
                signups.iter().any(|one| one.id == signup && matches!(one.state, SignupState::Offered { .. }))
            };
            for (deed, done) in deeds.iter().zip(race.at_once(deeds.clone(), at).await) {
                match deed.command {
                    Command::AcceptOffer { signup } if !asked(signup) => assert!(!done, "nothing was offered"),
                    Command::AcceptOffer { .. } => taken += usize::from(done),
                    Command::CancelSignup { signup } if asked(signup) => declined += usize::from(done),
                    _ => {}
                }
            }
            signups = race.commit(race.lock().await).await;
            let Some((over, late)) = last_moment(&signups, &phones) else { continue };
            race.at_once(late, over).await;
            signups = race.commit(race.lock().await).await;
            at = over.plus_ms(30 * MINUTE_MS);
        }
        let lapsed = "select count(*) from signup where community = $1 and occurrence = $2 and state = 'lapsed'";
        let lapsed = stage.count(lapsed, date.0).await;
        assert_eq!(race.witness.lock().unwrap().wrong, [""; 0]);
        assert!(taken > 0 && declined > 0 && lapsed > 0, "{taken} taken, {declined} declined, {lapsed} lapsed");
        let promoted = race.witness.lock().unwrap().promoted();
        assert!(promoted >= WAVES, "{promoted} moved up");
        let findings = doctor::ask(&stage.db, now()).await.unwrap();
        let about = |what: &str| what != "everyone is told the phones they are signed in on";
        let unsound = findings.iter().filter(|finding| !finding.sound() && about(finding.what));
        assert_eq!(unsound.map(|finding| finding.what).collect::<Vec<_>>(), [""; 0]);
    }

    // Would it be seen? Each rule is broken once behind the store's back, on a date of one place for which two wait.
    async fn a_rule_of_offers_that_is_broken_is_seen(stage: &Stage) {
        let mut people = stage.census.residents.iter().map(|line| line.id);
        for &(what, breaks) in BROKEN {
            let date = offering(stage, 1).await.id;
            for who in people.by_ref().take(3) {
                let phone = stage.phone(who).await;
                assert!(applied(&stage.decide(&envelope(who, phone, sign_up(date, who).1), phone, now()).await));
            }
            let race = Race::on(stage, date);
            race.commit(race.lock().await).await;
            assert_eq!(race.witness.lock().unwrap().wrong, [""; 0]);
            for &sql in breaks {
                assert!(stage.change(sql, date.0).await.unwrap() > 0, "{what}");
                race.commit(race.lock().await).await;
            }
            let seen = race.witness.lock().unwrap().wrong.clone();
            assert!(seen.iter().any(|wrong| wrong.contains(what)), "{what}: {seen:?}");
        }
    }
}

/// What must be said, and the statements after which it must.
const BROKEN: &[(&str, &[&str])] = &[
    (
        "people on 1 places",
        &["update signup set state = 'confirmed', ticket = null, position = null
           where community = $1 and occurrence = $2 and position = 1"],
    ),
    (
        "a place is free while somebody waits",
        &["update signup set state = 'cancelled' where community = $1 and occurrence = $2 and state = 'confirmed'"],
    ),
    (
        "was passed over",
        &["update signup set state = case when state = 'confirmed' then 'cancelled' else 'confirmed' end,
              ticket = null, position = null
           where community = $1 and occurrence = $2 and (state = 'confirmed' or position = 2)"],
    ),
    (
        "waits again",
        &[
            "update signup set state = case when state = 'confirmed' then 'cancelled' else 'confirmed' end,
                ticket = null, position = null
             where community = $1 and occurrence = $2 and (state = 'confirmed' or position = 1)",
            "update signup set state = 'waiting', ticket = 9, position = 3
             where community = $1 and occurrence = $2 and state = 'confirmed'",
        ],
    ),
    ("the date says", &["update occurrence set confirmed = 0, held = 1 where community = $1 and occurrence = $2"]),
];
