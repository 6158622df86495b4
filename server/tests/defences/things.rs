//! Things that belong to somebody, made fresh for each attempt, with their rows in the feed as a command would put them there.

use crate::world::World;
use domain::change::Change;
use domain::facts::Facts;
use domain::id::{
    ActivityId, DeviceId, OccurrenceId, OrderId, OrganizationId, PhotoId, ReportId, ResidentId, ServingId, SignupId,
};
use domain::lottery::Lottery;
use domain::occurrence::{Occurrence, Plan};
use domain::order::{Order, OrderState, Via};
use domain::report::{Report, ReportState};
use domain::resident::Person;
use domain::serving::Serving;
use domain::signup::{Signup, SignupState};
use domain::when::{Day, HOUR_MS};
use server::commands::now;
use server::store::{change, community, photo, resident};
use uuid::Uuid;

impl World {
    /// Writes a row as if a command had made it.
    pub async fn write(&self, row: Change) {
        let mut tx = self.app.db.write(self.community()).await.unwrap();
        let revision = community::next_revision(&mut tx).await.unwrap();
        change::save(&mut tx, &row, &Facts::default(), revision).await.unwrap();
        tx.commit().await.unwrap();
        self.app.live.send_replace(revision);
    }

    /// The person as things name them.
    pub async fn person(&self, id: ResidentId) -> Person {
        let mut tx = self.app.db.read(self.community()).await.unwrap();
        let name = resident::me(&mut tx, id, false).await.unwrap().map_or_else(|| "没有这个人".into(), |me| me.name);
        Person { id, name }
    }

    pub fn organization(&self, code: &str) -> OrganizationId {
        OrganizationId::of_code(self.community(), code)
    }

    pub fn activity(&self, organization: &str) -> ActivityId {
        let organization = self.organization(organization);
        self.census.activities.iter().find(|activity| activity.organization == organization).unwrap().id
    }

    /// A time that no other thing has.
    pub fn plan(&self) -> Plan {
        let starts = now().plus_ms(48 * HOUR_MS + i64::from(self.number()) * 2 * HOUR_MS);
        let venue = self.census.venues[0].id;
        Plan { starts, ends: starts.plus_ms(HOUR_MS), venue, capacity: 20, ..Plan::default() }
    }

    /// A date of an organization.
    pub async fn date(&self, organization: &str) -> OccurrenceId {
        self.dated(organization, false).await
    }

    /// A date whose places are drawn.
    pub async fn lottery(&self, organization: &str) -> OccurrenceId {
        self.dated(organization, true).await
    }

    /// A date of an organization that ended two hours ago.
    pub async fn past(&self, organization: &str) -> OccurrenceId {
        let starts = now().plus_ms(-3 * HOUR_MS - i64::from(self.number()));
        let plan = Plan { starts, ends: starts.plus_ms(HOUR_MS), ..self.plan() };
        self.placed(organization, &plan, None).await
    }

    async fn dated(&self, organization: &str, drawn: bool) -> OccurrenceId {
        let plan = self.plan();
        let lottery = drawn.then(|| Lottery { closes: plan.starts.plus_ms(-HOUR_MS), ..Lottery::default() });
        self.placed(organization, &plan, lottery).await
    }

    async fn placed(&self, organization: &str, plan: &Plan, lottery: Option<Lottery>) -> OccurrenceId {
        let id = OccurrenceId(Uuid::now_v7());
        let row = Occurrence {
            id,
            activity: self.activity(organization),
            organization: self.organization(organization),
            starts: plan.starts,
            ends: plan.ends,
            venue: plan.venue,
            capacity: plan.capacity,
            lottery,
            ..Occurrence::default()
        };
        self.write(Change::Occurrence(row)).await;
        id
    }

    /// A sign-up that somebody made for themself, for a date of an organization.
    pub async fn signup(&self, who: ResidentId, organization: &str) -> SignupId {
        self.signup_in(who, organization, SignupState::Confirmed).await
    }

    /// The same in any state. (The date's numbers do not follow.)
    pub async fn signup_in(&self, who: ResidentId, organization: &str, state: SignupState) -> SignupId {
        self.answered(who, organization, state, String::new()).await
    }

    /// The same with a leader's reason, where they did not agree.
    pub async fn answered(&self, who: ResidentId, organization: &str, state: SignupState, reason: String) -> SignupId {
        let occurrence = self.date(organization).await;
        let (id, person, at) = (SignupId(Uuid::now_v7()), self.person(who).await, now());
        let row = Signup {
            id,
            occurrence,
            organization: self.organization(organization),
            booker: person.clone(),
            party: vec![person],
            state,
            clash: false,
            out_of_order: false,
            late: false,
            reason,
            handed: None,
            unleased: false,
            entrusted: false,
            made: at,
            changed: at,
        };
        self.write(Change::Signup(row)).await;
        id
    }

    /// The guardian signs the child up, and orders for it.
    pub async fn for_the_child(&self) {
        let (child, guardian) = (self.person(self.resident("R0003")).await, self.person(self.resident("R0001")).await);
        let occurrence = self.date("opera").await;
        let organization = self.organization("opera");
        let at = now();
        let signup = Signup {
            id: SignupId(Uuid::now_v7()),
            occurrence,
            organization,
            booker: guardian.clone(),
            party: vec![child.clone()],
            state: SignupState::Confirmed,
            clash: false,
            out_of_order: false,
            late: false,
            reason: String::new(),
            handed: None,
            unleased: false,
            entrusted: false,
            made: at,
            changed: at,
        };
        self.write(Change::Signup(signup)).await;
        let order = Order {
            id: OrderId(Uuid::now_v7()),
            day: Day::of(2031, 5, 6).unwrap(),
            eater: child,
            booker: guardian,
            lines: Vec::new(),
            total_fen: 0,
            subsidy_fen: 0,
            code: 1,
            state: OrderState::Booked,
            changed: now(),
            delivered: false,
            to: None,
            via: Via::Own,
            meal: domain::meal::Meal::Lunch,
            entrusted: false,
        };
        self.write(Change::Order(order)).await;
    }

    /// An order that somebody made for themself: so many days from now, which no other order is for.
    pub async fn order(&self, who: ResidentId, direction: i32) -> OrderId {
        let day = now().day().plus(direction * (20 + i32::try_from(self.number()).unwrap()));
        self.order_on(who, day).await
    }

    /// An order that somebody made for themself, for a day that no other order is for.
    pub async fn order_on(&self, who: ResidentId, day: Day) -> OrderId {
        let (id, person) = (OrderId(Uuid::now_v7()), self.person(who).await);
        let row = Order {
            id,
            day,
            eater: person.clone(),
            booker: person,
            lines: Vec::new(),
            total_fen: 0,
            subsidy_fen: 0,
            code: 1,
            state: OrderState::Booked,
            changed: now(),
            delivered: false,
            to: None,
            via: Via::Own,
            meal: domain::meal::Meal::Lunch,
            entrusted: false,
        };
        self.write(Change::Order(row)).await;
        id
    }

    /// A dish on a day that no other dish is on.
    pub async fn serving(&self) -> (Day, ServingId) {
        let (id, day) = (ServingId(Uuid::now_v7()), now().day().plus(20 + i32::try_from(self.number()).unwrap()));
        let dish = &self.census.dishes[0];
        let row = Serving { id, day, dish: dish.id, portions: 9, ..Serving::default() };
        self.write(Change::Serving(row)).await;
        (day, id)
    }

    /// That order was handed out, if it is there.
    pub async fn fetched(&self, id: OrderId) {
        let mut tx = self.app.db.read(self.community()).await.unwrap();
        let row = server::store::order::load(&mut tx, id).await.unwrap();
        drop(tx);
        if let Some(row) = row {
            self.write(Change::Order(Order { state: OrderState::HandedOut, ..row })).await;
        }
    }

    /// A dish that was cooked on a day that is over, and of which so many portions are left.
    pub async fn served(&self) -> (ServingId, u32) {
        let (id, day) = (ServingId(Uuid::now_v7()), now().day().plus(-20 - i32::try_from(self.number()).unwrap()));
        let dish = &self.census.dishes[0];
        self.write(Change::Serving(Serving { id, day, dish: dish.id, portions: 9, ..Serving::default() })).await;
        (id, 9)
    }

    /// A report, with a photo.
    pub async fn report(&self, who: ResidentId, words: &str, shown: bool) -> (ReportId, PhotoId) {
        let (id, picture) = (ReportId(Uuid::now_v7()), self.photo(who, words.as_bytes()).await);
        let row = Report {
            id,
            reporter: self.person(who).await,
            need: None,
            words: words.into(),
            building: None,
            photos: vec![picture],
            shown,
            state: ReportState::Received,
            steps: Vec::new(),
            endorsed: 0,
            merged_into: None,
            by: None,
            made: now(),
        };
        self.write(Change::Report(row)).await;
        (id, picture)
    }

    /// A photo that belongs to no report yet.
    pub async fn photo(&self, who: ResidentId, body: &[u8]) -> PhotoId {
        let id = PhotoId(Uuid::now_v7());
        let mut tx = self.app.db.write(self.community()).await.unwrap();
        photo::save(&mut tx, id, who, body, now()).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// One more phone of somebody.
    pub async fn other_phone(&self, who: ResidentId) -> DeviceId {
        self.phone(&[who]).await.id
    }
}
