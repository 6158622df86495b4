//! What a rule may look at. The server fills it inside the transaction, the phone from what it holds; what a
//! command does not need stays empty.

use crate::activity::Activity;
use crate::aid::Aid;
use crate::audience::Guest;
use crate::call::Call;
use crate::closing::Till;
use crate::collector::Collector;
use crate::community::Community;
use crate::device::Device;
use crate::dish::Dish;
use crate::duty::Duty;
use crate::errand::Errand;
use crate::favour::Favour;
use crate::hours::Hours;
use crate::id::{BuildingId, DeviceId, OrganizationId};
use crate::joining::Joining;
use crate::lease::Lease;
use crate::ledger::{Entry, Wallet};
use crate::mandate::Mandate;
use crate::member::Member;
use crate::missed::Missed;
use crate::need::Need;
use crate::notice::{Notice, NoticeChoice};
use crate::occurrence::Occurrence;
use crate::offering::Offering;
use crate::order::Order;
use crate::organization::Organization;
use crate::payment::Payment;
use crate::permission::Actor;
use crate::place::{Compound, Doorstep};
use crate::presence::Presence;
use crate::qualification::Qualification;
use crate::quota::Quota;
use crate::rating::Rating;
use crate::regular::Regular;
use crate::report::Report;
use crate::resident::Person;
use crate::scheduled::Scheduled;
use crate::series::{Ahead, Pattern};
use crate::serving::Serving;
use crate::shift::Shift;
use crate::signup::Signup;
use crate::stint::Stint;
use crate::subsidy::Eater;
use crate::swap::{Side, Swap};
use crate::unreached::Unreached;
use crate::venue::Venue;
use crate::visit::{self, Visit};
use crate::waiting::WaitingList;
use crate::when::Moment;

/// What somebody is signed up for: the sign-up, its date and its title.
pub type Engagement = (Signup, Occurrence, String);

/// A person whom a command is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// Who.
    pub person: Person,
    /// `YYYY-MM`, or empty when it is not known.
    pub born: String,
    /// What they hold; none where it is not known.
    pub qualifications: Option<Vec<Qualification>>,
}

/// The facts for one command.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The server's clock (on the phone: the phone's, for a first answer only).
    pub now: Moment,
    /// Who does it, with roles and wards of this moment.
    pub actor: Actor,
    /// The community and its hours.
    pub community: Community,
    /// The activity that is named, or that the occurrence belongs to.
    pub activity: Option<Activity>,
    /// The date that is named, or that the sign-up is for.
    pub occurrence: Option<Occurrence>,
    /// What is known of the people of a party, where not everyone may come. (A phone knows its own person.)
    pub guests: Vec<Guest>,
    /// The people whom an organizer signs up, as far as the organizer may know of them.
    pub named: Vec<Person>,
    /// The series of that activity. (A phone does not know it.)
    pub pattern: Option<Pattern>,
    /// The dates that the named series has in the weeks ahead, holidays taken out. None on a phone, which does not know them.
    pub series_dates: Option<Vec<Ahead>>,
    /// The named series is of the right form and yet no rule that a calendar understands.
    pub series_unreadable: bool,
    /// The dates of that activity that are near or to come, each with whether anybody ever signed up for it or is wanted there.
    pub dates: Vec<(Occurrence, bool)>,
    /// The coming dates of the activity after the one that is named, each with who holds or seeks a place on it.
    pub later: Vec<(Occurrence, Vec<Signup>)>,
    /// The venue of a plan.
    pub venue: Option<Venue>,
    /// The sign-up with the named id.
    pub signup: Option<Signup>,
    /// Who waits for that date, in the order of tickets.
    pub waiting: Vec<Signup>,
    /// How many sign-ups wait for that date. (A phone knows the number, not the people.)
    pub waiting_parties: u32,
    /// The lists of other dates on which the same people wait for that time. (A phone does not know them.)
    pub lists: Vec<WaitingList>,
    /// Who has a place on that date. Loaded only when it is moved or called off.
    pub seated: Vec<Signup>,
    /// To whom a place on that date is offered. Loaded only when it is moved, called off or offers are over.
    pub offered: Vec<Signup>,
    /// Who is in the lottery for that date. Loaded with those who have a place.
    pub entered: Vec<Signup>,
    /// Whom an organizer has not answered yet on that date. Loaded only when it is called off, or wants approval no
    /// longer.
    pub unanswered: Vec<Signup>,
    /// What the actor and their wards are signed up for and has not ended. Where people may move up or a date is moved,
    /// also the places that everyone concerned has elsewhere, and all that those on its shifts have.
    pub engagements: Vec<Engagement>,
    /// The day's dishes that are named.
    pub servings: Vec<Serving>,
    /// What the canteen can cook. Loaded only when a menu is made or a dish is shown.
    pub dishes: Vec<Dish>,
    /// The quotas of the days that are named, and of all to come.
    pub quotas: Vec<Quota>,
    /// Where the eater lives, if the meal is brought. (A phone does not know it.)
    pub doorstep: Option<Doorstep>,
    /// The order with the named id.
    pub order: Option<Order>,
    /// Orders for that day by the actor or for their wards; all of them where its menu is made.
    pub orders_that_day: Vec<Order>,
    /// The number that the next order of that day gets; 0 on a phone.
    pub next_code: u32,
    /// The regular order with the named id.
    pub regular: Option<Regular>,
    /// The eater who is named has a regular order of that meal that has not ended. (A phone knows its own family's.)
    pub regular_open: bool,
    /// That a regular order could not order for that day.
    pub missed: Option<Missed>,
    /// The visit with the named id.
    pub visit: Option<Visit>,
    /// The errand of the named order, if it is brought.
    pub errand: Option<Errand>,
    /// The actor brings that meal on its day, or had it in their hands before somebody else did. (A phone knows its own person's
    /// duties.)
    pub carries: bool,
    /// Who eats it, as the register has them. (A phone does not know.)
    pub elder: Option<visit::Eater>,
    /// The kind of need that is named.
    pub need: Option<Need>,
    /// All compounds with their buildings.
    pub compounds: Vec<Compound>,
    /// The report with the named id.
    pub report: Option<Report>,
    /// The report to merge into.
    pub into: Option<Report>,
    /// The person who would be counted has been counted.
    pub endorsed: bool,
    /// The phone that is named.
    pub device: Option<Device>,
    /// The person with the id of a registration exists.
    pub resident_exists: bool,
    /// The organization that is named is there.
    pub organization_exists: bool,
    /// The person whom a shift, a presence, an hour or a qualification is about.
    pub subject: Option<Subject>,
    /// The shift that is named, or that the duty is on.
    pub shift: Option<Shift>,
    /// The duty with the named id.
    pub duty: Option<Duty>,
    /// The duties on that shift. (A phone knows its own people's and, for leaders, all.)
    pub on_shift: Vec<Duty>,
    /// The shifts of the dates that are moved or called off, as far as they are not over, each with who is on it.
    pub shifts: Vec<(Shift, Vec<Duty>)>,
    /// The duties of the people concerned that have not ended, with their shifts.
    pub duties: Vec<(Duty, Shift)>,
    /// The entry of hours that is named.
    pub entry: Option<Hours>,
    /// The hours of the subject.
    pub hours: Vec<Hours>,
    /// What somebody has written down under the named id.
    pub stint: Option<Stint>,
    /// What the actor has written down and nobody has answered.
    pub stints: Vec<Stint>,
    /// There is a certificate with the named id.
    pub certificate_exists: bool,
    /// The number that the next certificate of this year gets; 0 on a phone.
    pub next_certificate: u32,
    /// The guardians of the subject. (A phone does not know them.)
    pub guardians: Vec<Person>,
    /// Who may collect the subject from the team's dates, or might once.
    pub collectors: Vec<Collector>,
    /// The collector with the named id.
    pub collector: Option<Collector>,
    /// What those at the door should know of the named person.
    pub aid: Option<Aid>,
    /// The teams whose leaders hold that, or are to. (A phone does not know them.)
    pub aid_teams: Vec<OrganizationId>,
    /// What was seen before of somebody who is known by name alone.
    pub presences: Vec<Presence>,
    /// The proposal with the named id.
    pub swap: Option<Swap>,
    /// The duty is in a proposal already that nobody has answered.
    pub swap_open: bool,
    /// Who proposes a swap. (A phone knows its own people.)
    pub proposer: Option<Side>,
    /// Who is asked to swap. (A phone knows its own people.)
    pub asked: Option<Side>,
    /// The team that somebody joins or leaves.
    pub team: Option<Organization>,
    /// The request or invitation with the named id.
    pub joining: Option<Joining>,
    /// What there is or was of that kind between the person and the team.
    pub joinings: Vec<Joining>,
    /// The person belongs to the team. (A phone knows it of its own person.)
    pub member: bool,
    /// The person who is named, in the team that is named.
    pub membership: Option<Member>,
    /// The call with the named id.
    pub call: Option<Call>,
    /// The organization that is named has units: it is an alliance.
    pub has_units: bool,
    /// What waits for its time under the named id.
    pub scheduled: Option<Scheduled>,
    /// The offering with the named id, or that is asked for. (A phone may know only the beginning of its owner's name.)
    pub offering: Option<Offering>,
    /// The favour with the named id, or for which the named hours were signed.
    pub favour: Option<Favour>,
    /// The person who needs it has asked for that offering, and it is not over.
    pub favour_open: bool,
    /// The mandate with the named id.
    pub mandate: Option<Mandate>,
    /// How many questions of the actor to help somebody wait for an answer.
    pub asks: u32,
    /// Who is to help, as the desk names them. (A phone does not know them.)
    pub helper: Option<Person>,
    /// One of the pictures that are named is not there, or is not the actor's to show. (A phone does not know it.)
    pub no_picture: bool,
    /// The lease with the named id.
    pub lease: Option<Lease>,
    /// The living leases of the dates that are changed or called off, or those of the date whose time is over.
    pub leases: Vec<Lease>,
    /// The phone that brought the command. (A phone does not say which it is.)
    pub phone: DeviceId,
    /// What the actor is told and has not seen.
    pub notices: Vec<Notice>,
    /// Of which kinds the actor wants no notices.
    pub notice_choice: Option<NoticeChoice>,
    /// Whoever has not been reached by the named notice.
    pub unreached: Option<Unreached>,
    /// There is a count with the named id.
    pub tally_exists: bool,
    /// What was said of that order before.
    pub rating: Option<Rating>,
    /// The rating with the named id is of another order.
    pub rating_elsewhere: bool,
    /// What is known of the one who eats. (A phone knows its own person.)
    pub eater: Option<Eater>,
    /// How the order was paid.
    pub payment: Option<Payment>,
    /// What the person has paid ahead whose balance would move.
    pub wallet: Option<Wallet>,
    /// There is an entry in the ledger with the named id. (A phone knows its own person's.)
    pub entry_exists: bool,
    /// The entry in the ledger that is to be taken back.
    pub booked: Option<Entry>,
    /// It was taken back before.
    pub reversed: bool,
    /// It moved a balance when two records became one. (A phone knows it by the entry.)
    pub moved: bool,
    /// The tills from today on, and that of the day that is named.
    pub tills: Vec<Till>,
    /// There is a presence, an entry of hours, or a sign-up, with the identity that the command gives to a new one: of a party that
    /// may be split, to the second.
    pub id_taken: bool,
    /// These are what a phone knows: who is not among them may be there all the same.
    pub forecast: bool,
}

impl Facts {
    /// Whether freed places of that date are offered.
    pub fn offers(&self) -> bool {
        self.activity.as_ref().is_some_and(|activity| activity.offers)
    }

    /// The compound that a building stands in, if the community has such a building.
    pub fn compound_of(&self, building: BuildingId) -> Option<&Compound> {
        self.compounds.iter().find(|compound| compound.buildings.iter().any(|b| b.id == building))
    }
}
