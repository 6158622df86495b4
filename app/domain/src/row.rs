//! The rows that travel: what a scope may see of each noun.
//!
//! A dish on the menu, an order, a regular order and the word that it has failed have another name on the wire where they are of
//! another meal than lunch. A release that knows of lunch alone cannot read that name, and leaves the row out like every row that
//! it does not know. Whoever reads both names holds both as the same noun.

use crate::activity::Activity;
use crate::almanac::Almanac;
use crate::community::Community;
use crate::device::Device;
use crate::dish::Dish;
use crate::duty::Duty;
use crate::meal::Meal;
use crate::missed::Missed;
use crate::need::Need;
use crate::notice::Notice;
use crate::occurrence::Occurrence;
use crate::order::Order;
use crate::organization::Organization;
use crate::place::Compound;
use crate::presence::Presence;
use crate::read::Read;
#[cfg(not(feature = "desk"))]
use crate::read::{Fault, Json};
use crate::report::{Endorsement, PublicReport, Report};
use crate::resident::Me;
use crate::serving::Serving;
use crate::shift::Shift;
use crate::signup::Signup;
use crate::undertaking::Project;
use crate::venue::Venue;
#[cfg(feature = "desk")]
use crate::{
    aid::Aid,
    call::Call,
    certificate::Certificate,
    closing::Till,
    collector::Collector,
    deed::Deed,
    errand::Errand,
    favour::Favour,
    hours::Hours,
    joining::Joining,
    lease::Lease,
    ledger::{Entry, Wallet},
    mandate::Mandate,
    member::Member,
    notice::NoticeChoice,
    offering::{Offering, SharedOffering},
    payment::Payment,
    pledge::Pledge,
    qualification::Qualification,
    rating::{Rating, Taste},
    regular::Regular,
    scheduled::Scheduled,
    stint::Stint,
    swap::Swap,
    tally::Tally,
    unit::Unit,
    unreached::Unreached,
    visit::Visit,
};
use serde::{Serialize, Serializer};
use uuid::Uuid;

macro_rules! rows {
    (
        residents { $($(#[$mark:meta])* $noun:ident($type:ty) $name:literal $(/ $also:literal)? $key:expr,)+ }
        helpers { $($helpers:ident($helpers_type:ty) $helpers_name:literal $(/ $helpers_also:literal)? $helpers_key:expr,)+ }
    ) => {
        /// The kinds of rows.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Read)]
        #[serde(rename_all = "snake_case")]
        pub enum Noun { $(#[doc = $name] $noun,)+ $(#[doc = $helpers_name] $helpers,)+ }

        /// One row in the form a scope may see.
        #[derive(Clone, Debug, PartialEq, Eq, Read)]
        #[serde(rename_all = "snake_case")]
        pub enum Row {
            $(#[doc = $name] $(#[$mark])* $(#[read(also = $also)])? $noun($type),)+
            $(#[doc = $helpers_name] #[cfg(feature = "desk")] $(#[read(also = $helpers_also)])? $helpers($helpers_type),)+
            /// One that the residents' program keeps for the larger one.
            #[cfg(not(feature = "desk"))]
            #[serde(untagged)]
            Other(Opaque),
        }

        impl Row {
            /// What names this row in its scope.
            pub fn key(&self) -> RowKey {
                match self {
                    $(Row::$noun(row) => {
                        let key: fn(&$type) -> Uuid = $key;
                        RowKey { noun: Noun::$noun, id: key(row) }
                    })+
                    $(#[cfg(feature = "desk")] Row::$helpers(row) => {
                        let key: fn(&$helpers_type) -> Uuid = $helpers_key;
                        RowKey { noun: Noun::$helpers, id: key(row) }
                    })+
                    #[cfg(not(feature = "desk"))]
                    Row::Other(row) => row.key,
                }
            }
        }

        impl Serialize for Row {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $(Row::$noun(row) => serializer.serialize_newtype_variant("Row", 0, self.word(), row),)+
                    $(#[cfg(feature = "desk")] Row::$helpers(row) => {
                        serializer.serialize_newtype_variant("Row", 0, self.word(), row)
                    })+
                    #[cfg(not(feature = "desk"))]
                    Row::Other(row) => row.serialize(serializer),
                }
            }
        }

        impl Noun {
            /// The word for it in the database and on the wire.
            pub fn name(self) -> &'static str {
                match self { $(Noun::$noun => $name,)+ $(Noun::$helpers => $helpers_name,)+ }
            }

            /// The noun that a word names.
            pub fn named(name: &str) -> Option<Noun> {
                match name {
                    $($name => Some(Noun::$noun),)+
                    $($helpers_name $(| $helpers_also)? => Some(Noun::$helpers),)+
                    _ => None,
                }
            }
        }

        $(impl Stored for $type {
            const NOUN: Noun = Noun::$noun;
            fn of(row: &Row) -> Option<&Self> {
                if let Row::$noun(row) = row { Some(row) } else { None }
            }
        })+
        $(#[cfg(feature = "desk")] impl Stored for $helpers_type {
            const NOUN: Noun = Noun::$helpers;
            fn of(row: &Row) -> Option<&Self> {
                if let Row::$helpers(row) = row { Some(row) } else { None }
            }
        })+
    };
}

/// A type that a [`Row`] can hold.
pub trait Stored: Sized {
    /// Its noun.
    const NOUN: Noun;
    /// The row, if it is of this type.
    fn of(row: &Row) -> Option<&Self>;
}

rows! {
    // What every phone draws or decides with; a part of it only where somebody is signed in.
    residents {
        Community(Community) "community" |row| row.id.0,
        Almanac(Almanac) "almanac" |row| row.id.0,
        Compound(Compound) "compound" |row| row.id.0,
        Venue(Venue) "venue" |row| row.id.0,
        Need(Need) "need" |row| row.id.0,
        Organization(Organization) "organization" |row| row.id.0,
        Project(Project) "project" |row| row.id.0,
        Activity(Activity) "activity" |row| row.id.0,
        Occurrence(Occurrence) "occurrence" |row| row.id.0,
        Dish(Dish) "dish" |row| row.id.0,
        Serving(Serving) "serving" / "meal_serving" |row| row.id.0,
        PublicReport(PublicReport) "public_report" |row| row.id.0,
        #[read(account)]
        Me(Me) "me" |row| row.id.0,
        #[read(account)]
        Signup(Signup) "signup" |row| row.id.0,
        #[read(account)]
        Order(Order) "order" / "meal_order" |row| row.id.0,
        #[read(account)]
        Missed(Missed) "missed" / "meal_missed" |row| row.id.0,
        #[read(account)]
        Report(Report) "report" |row| row.id.0,
        #[read(account)]
        Endorsement(Endorsement) "endorsement" |row| row.report.0,
        #[read(account)]
        Device(Device) "device" |row| row.id.0,
        Shift(Shift) "shift" |row| row.id.0,
        #[read(account)]
        Duty(Duty) "duty" |row| row.id.0,
        #[read(account)]
        Presence(Presence) "presence" |row| row.id.0,
        #[read(account)]
        Notice(Notice) "notice" |row| row.id.0,
    }
    // What volunteers, organizers and the desk alone look at: the residents' program keeps it as it came.
    helpers {
        Qualification(Qualification) "qualification" |row| row.id.0,
        Regular(Regular) "regular" / "meal_regular" |row| row.id.0,
        Visit(Visit) "visit" |row| row.id.0,
        Errand(Errand) "errand" |row| row.id.0,
        Hours(Hours) "hours" |row| row.id.0,
        Collector(Collector) "collector" |row| row.id.0,
        Stint(Stint) "stint" |row| row.id.0,
        Aid(Aid) "aid" |row| row.id.0,
        Swap(Swap) "swap" |row| row.id.0,
        Joining(Joining) "joining" |row| row.id.0,
        Member(Member) "member" |row| row.id.0,
        Certificate(Certificate) "certificate" |row| row.id.0,
        Unit(Unit) "unit" |row| row.id.0,
        Call(Call) "call" |row| row.id.0,
        Pledge(Pledge) "pledge" |row| row.id.0,
        Scheduled(Scheduled) "scheduled" |row| row.id.0,
        Offering(Offering) "offering" |row| row.id.0,
        SharedOffering(SharedOffering) "shared_offering" |row| row.id.0,
        Favour(Favour) "favour" |row| row.id.0,
        Mandate(Mandate) "mandate" |row| row.id.0,
        Deed(Deed) "deed" |row| row.id.0,
        Lease(Lease) "lease" |row| row.id.0,
        NoticeChoice(NoticeChoice) "notice_choice" |row| row.id.0,
        Unreached(Unreached) "unreached" |row| row.id.0,
        Tally(Tally) "tally" |row| row.id.0,
        Rating(Rating) "rating" |row| row.id.0,
        Taste(Taste) "taste" |row| row.id.0,
        Entry(Entry) "entry" |row| row.id.0,
        Wallet(Wallet) "wallet" |row| row.id.0,
        Payment(Payment) "payment" |row| row.id.0,
        Till(Till) "till" |row| row.id.0,
    }
}

impl Row {
    /// Its name on the wire.
    fn word(&self) -> &'static str {
        match self {
            Row::Serving(row) if row.meal != Meal::Lunch => "meal_serving",
            Row::Order(row) if row.meal != Meal::Lunch => "meal_order",
            Row::Missed(row) if row.meal != Meal::Lunch => "meal_missed",
            #[cfg(feature = "desk")]
            Row::Regular(row) if row.meal != Meal::Lunch => "meal_regular",
            _ => self.key().noun.name(),
        }
    }
}

/// A row as it came, of a noun that this program does not look into.
#[cfg(not(feature = "desk"))]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opaque {
    key: RowKey,
    json: Json<'static>,
}

#[cfg(not(feature = "desk"))]
impl Read for Opaque {
    fn take(json: &Json<'_>, fault: &mut Fault) -> Self {
        let (name, row) = json.variant();
        // All of them are named by `id`.
        let key = RowKey { noun: fault.or(Noun::named(name), "noun", Noun::Me), id: row.field("id", fault) };
        Self { key, json: json.owned() }
    }
}

#[cfg(not(feature = "desk"))]
impl Serialize for Opaque {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.json.serialize(serializer)
    }
}

/// What names a row within its scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Read)]
pub struct RowKey {
    /// Its kind.
    pub noun: Noun,
    /// Its identity.
    pub id: Uuid,
}
