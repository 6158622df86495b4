//! Feeds for calendar programs: what stands in them, who can read them, and that an address that was ended is one no longer.

use crate::cast::STRANGER;
use crate::on_both;
use crate::world::{Ask, Phone, World};
use domain::change::Change;
use domain::id::{OccurrenceId, ResidentId, SignupId};
use domain::signup::{Signup, SignupState};
use domain::wire::calendar::CalendarAddress;
use server::store::{occurrence, signup};

/// Somebody at their phone.
struct Person<'a> {
    world: &'a World,
    phone: Phone,
    who: ResidentId,
}

impl Person<'_> {
    async fn new<'a>(world: &'a World, code: &str) -> Person<'a> {
        let who = world.resident(code);
        Person { world, phone: world.phone(&[who]).await, who }
    }

    async fn calendar(&self, what: &str) -> CalendarAddress {
        let ask =
            Ask::new("POST", &format!("/api/calendar{what}"), "null").by(Some(&self.phone.cookie), Some(self.who));
        serde_json::from_slice(&self.world.ask(&ask).await.body).unwrap()
    }

    /// The path of a new address.
    async fn address(&self) -> String {
        let made = self.calendar("/make").await;
        assert!(made.since.is_some());
        made.address.unwrap().strip_prefix("http://localhost").unwrap().to_owned()
    }
}

/// The lines of a feed, unfolded.
async fn feed(world: &World, path: &str) -> String {
    let reply = world.ask(&Ask::new("GET", path, "")).await;
    assert_eq!(reply.status, 200, "{path}");
    reply.text().replace("\r\n ", "")
}

async fn status(world: &World, path: &str) -> u16 {
    world.ask(&Ask::new("GET", path, "")).await.status.as_u16()
}

async fn load(world: &World, id: SignupId) -> Signup {
    let mut tx = world.app.db.read(world.community()).await.unwrap();
    signup::load(&mut tx, id).await.unwrap().unwrap()
}

async fn call_off(world: &World, id: OccurrenceId, reason: &str) {
    let mut tx = world.app.db.read(world.community()).await.unwrap();
    let mut date = occurrence::load(&mut tx, id).await.unwrap().unwrap();
    drop(tx);
    date.cancelled = Some(reason.into());
    world.write(Change::Occurrence(date)).await;
}

/// The part of a feed about one date.
fn event(feed: &str, date: OccurrenceId) -> Option<&str> {
    let uid = format!("UID:{date}@xishan");
    feed.split("BEGIN:VEVENT").find(|event| event.contains(&uid))
}

on_both! {
    async fn a_family_reads_what_it_is_signed_up_for(world: &World) {
        let guardian = Person::new(world, "R0001").await;
        let own = load(world, world.signup(guardian.who, "opera").await).await;
        let child = load(world, world.signup(world.resident("R0003"), "opera").await).await;
        let other = load(world, world.signup(world.resident(STRANGER), "opera").await).await;
        let waiting = Signup { state: SignupState::Waiting { ticket: 1, position: 1 }, ..child.clone() };
        world.write(Change::Signup(waiting)).await;
        let path = guardian.address().await;
        let text = feed(world, &path).await;
        let own_event = event(&text, own.occurrence).unwrap();
        assert!(own_event.contains("STATUS:CONFIRMED") && own_event.contains("BEGIN:VALARM"), "{text}");
        let event_of_child = event(&text, child.occurrence).unwrap();
        assert!(!event_of_child.contains("BEGIN:VALARM"), "who waits need not go: {text}");
        assert!(event_of_child.contains("STATUS:TENTATIVE"), "{text}");
        assert!(event_of_child.contains(&child.party[0].name), "{text}");
        assert_eq!(event(&text, other.occurrence), None);
        assert!(!text.contains(&other.party[0].name), "{text}");

        call_off(world, own.occurrence, "老师病了，下周补").await;
        world.write(Change::Signup(Signup { state: SignupState::CalledOff, ..own.clone() })).await;
        let text = feed(world, &path).await;
        let off = event(&text, own.occurrence).unwrap();
        assert!(off.contains("STATUS:CANCELLED") && off.contains("取消了：老师病了，下周补"), "{text}");

        world.write(Change::Signup(Signup { state: SignupState::Cancelled, ..child.clone() })).await;
        assert_eq!(event(&feed(world, &path).await, child.occurrence), None, "given up");
    }

    async fn a_guardian_reads_nothing_of_whoever_has_grown_up(world: &World) {
        let (guardian, child) = (Person::new(world, "R0001").await, world.resident("R0003"));
        let signup = load(world, world.signup(child, "opera").await).await;
        let path = guardian.address().await;
        assert!(event(&feed(world, &path).await, signup.occurrence).is_some());
        world.sql(format!("update resident set born = '1990-01' where resident = {}", world.literal(child.0))).await;
        assert_eq!(event(&feed(world, &path).await, signup.occurrence), None);
    }

    async fn an_address_is_good_until_it_is_ended(world: &World) {
        let person = Person::new(world, "R0158").await;
        assert_eq!(person.calendar("").await, CalendarAddress::default());
        let first = person.address().await;
        let reply = world.ask(&Ask::new("GET", &first, "")).await;
        assert!(reply.head.contains("private, no-store"), "{}", reply.head);
        let known = person.calendar("").await;
        assert!(known.since.is_some() && known.address.is_none(), "it is said once");
        let second = person.address().await;
        assert_ne!(first, second);
        assert_eq!((status(world, &first).await, status(world, &second).await), (404, 200), "the old one ends at once");
        let export = Ask::new("POST", "/api/export", "null").by(Some(&person.phone.cookie), Some(person.who));
        let export: serde_json::Value = serde_json::from_slice(&world.ask(&export).await.body).unwrap();
        assert!(export["calendar_since"].is_i64(), "{export}");
        let secret = second.trim_start_matches("/calendar/person/").trim_end_matches(".ics");
        assert!(secret.len() >= 32 && !export.to_string().contains(secret));
        assert_eq!(person.calendar("/end").await, CalendarAddress::default());
        assert_eq!(status(world, &second).await, 404);
        assert_eq!(person.calendar("/end").await, CalendarAddress::default(), "nothing to end is no trouble");
        // An address of somebody else's is not touched.
        let other = Person::new(world, "R0024").await;
        let theirs = other.address().await;
        person.calendar("/end").await;
        assert_eq!(status(world, &theirs).await, 200);
    }

    async fn public_feeds_hold_dates_and_nobody(world: &World) {
        let opera = load(world, world.signup(world.resident("R0158"), "opera").await).await;
        let dance = load(world, world.signup(world.resident("R0024"), "dance").await).await;
        call_off(world, dance.occurrence, "场地维修").await;
        let public = feed(world, "/calendar/public.ics").await;
        let team = feed(world, &format!("/calendar/organization/{}.ics", world.organization("opera"))).await;
        let (here, there) = (event(&public, opera.occurrence).unwrap(), event(&team, opera.occurrence).unwrap());
        let still = |event: &str| -> String { event.lines().filter(|line| !line.starts_with("DTSTAMP")).collect() };
        assert_eq!(still(here).replace("END:VCALENDAR", ""), still(there).replace("END:VCALENDAR", ""));
        assert!(event(&team, dance.occurrence).is_none(), "another team's");
        assert!(event(&public, dance.occurrence).unwrap().contains("STATUS:CANCELLED"));
        for name in [&opera.party[0].name, &dance.party[0].name] {
            assert!(!public.contains(name.as_str()) && !team.contains(name.as_str()), "{name}");
        }
        let head = world.ask(&Ask::new("GET", "/calendar/public.ics", "")).await.head;
        assert!(head.contains("public, max-age="), "{head}");
        let folded = world.ask(&Ask::new("GET", "/calendar/public.ics", "")).await.text();
        assert!(folded.split("\r\n").all(|line| line.len() <= 75));
    }
}
