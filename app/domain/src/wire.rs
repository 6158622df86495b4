//! What goes over the wire between a phone and the server, as JSON. A snapshot test holds the names.

use crate::command::Envelope;
use crate::digest::Digest;
use crate::id::{CommandId, DeviceId, ResidentId};
use crate::read::{Fault, Json, Read};
use crate::refusal::Refusal;
use crate::resident::Person;
use crate::row::{Row, RowKey};
use crate::scope::Scope;
use serde::{Deserialize, Deserializer, Serialize};

pub mod alert;
pub mod audit;
pub mod calendar;
pub mod correcting;
pub mod desk;
pub mod intake;
pub mod leaving;
pub mod merging;
pub mod reached;
pub mod takeout;

/// The header that every request of our own script carries, because other sites cannot set it. Its value is the acting resident,
/// or `visitor`.
pub const APP_HEADER: &str = "x-xishan";
/// The header with which a phone's release says how it speaks: [`WIRE`]. Releases that do not send it speak the first way.
pub const WIRE_HEADER: &str = "x-xishan-wire";
/// How this version speaks. It grows when an older phone could not understand an answer any more, or would misunderstand it.
pub const WIRE: u32 = 1;
/// The oldest way of speaking that a server of this version understands.
pub const WIRE_OLDEST: u32 = 1;
/// The most commands in one push.
pub const PUSH_MAX: usize = 50;

/// Commands of one phone, oldest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
#[serde(deny_unknown_fields)]
pub struct Push {
    /// The life of the database that the phone knows, or empty. In another life nothing is decided: the phone must first hear what
    /// was forgotten, and send that again before what came after it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub epoch: String,
    /// At most [`PUSH_MAX`].
    pub commands: Vec<Envelope>,
}

/// The answers, in the same order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
pub struct Pushed {
    /// One per command.
    pub answers: Vec<Answer>,
}

/// What became of one command. An outcome that only a newer release knows is read as a no that it knows: one answer that cannot
/// be read must not hold up the others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// Which command.
    pub id: CommandId,
    /// What became of it.
    pub outcome: Outcome,
    /// It had been decided before, and this is the remembered outcome.
    pub already: bool,
}

impl Read for Answer {
    fn take(json: &Json<'_>, fault: &mut Fault) -> Self {
        let said = json.field::<Option<Json<'static>>>("outcome", fault);
        let said = fault.or(said, "outcome", Json::Null);
        let outcome = Outcome::read(&said);
        Self {
            id: json.field("id", fault),
            outcome: outcome.unwrap_or(Outcome::Refused { refusal: Refusal::Newer(said) }),
            already: json.field_or_default("already", fault),
        }
    }
}

impl<'de> Deserialize<'de> for Answer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::read::deserialize(deserializer)
    }
}

/// What became of a command. Kept by the server with the effect, in the same transaction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It is done, and in the feed from this revision on.
    Applied {
        /// The community's revision with the effect.
        revision: i64,
    },
    /// A rule says no.
    Refused {
        /// Why.
        refusal: Refusal,
    },
    /// The person must sign in again on this phone; nothing was decided, nothing is lost.
    SignInNeeded,
    /// The id was used for another command: a fault of the phone.
    IdReused,
}

/// The answer, with status 426, to a phone whose release is no longer understood. It keeps its outbox, says that there is a new
/// version, and opens it when nothing is being typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Read)]
pub struct UpdateRequired {
    /// The oldest way of speaking that the server understands.
    pub update_required: u32,
}

/// One line of the feed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
pub struct Feed {
    /// Who may see it.
    pub scope: Scope,
    /// The row as it is now...
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<Row>,
    /// When it last changed, for the [`Digest`]. Rows that are made for one answer (a person's own) have none, and do not count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<i64>,
    /// ...or the name of a row that is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gone: Option<RowKey>,
}

/// Which part of the feed a phone asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// What everyone may see.
    Public,
    /// What the acting account may see besides.
    Mine,
}

/// A phone asks for news.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
#[serde(deny_unknown_fields)]
pub struct PullRequest {
    /// Of which part.
    pub part: Part,
    /// The epoch it knows, or empty.
    pub epoch: String,
    /// The revision it has.
    pub since: i64,
    /// The private scopes it has: when they are others now, everything of this part is sent again.
    pub scopes: Vec<Scope>,
}

/// What a phone gets when it asks for news.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
pub struct Pull {
    /// The life of the database: another epoch means that a backup was restored, and everything starts over.
    pub epoch: String,
    /// Up to this revision.
    pub revision: i64,
    /// The rows are all there is, not only what is new.
    pub snapshot: bool,
    /// What the rows of these scopes come to when the phone has taken this answer in. One that comes to something else asks for
    /// everything again, once for a revision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<Digest>,
    /// The scopes that were read. What a phone holds of other private scopes must go.
    pub scopes: Vec<Scope>,
    /// The rows.
    pub rows: Vec<Feed>,
}

impl Pull {
    /// What stands around the rows of an answer. A scope that only newer releases know is left out, as its rows are: it must not hold up
    /// what this one can read.
    pub fn head(json: &Json<'_>) -> Option<Pull> {
        let fault = &mut Fault::default();
        let pull = Pull {
            epoch: json.field("epoch", fault),
            revision: json.field("revision", fault),
            snapshot: json.field("snapshot", fault),
            digest: json.field("digest", fault),
            scopes: json.items("scopes").iter().filter_map(|scope| Scope::read(scope).ok()).collect(),
            rows: Vec::new(),
        };
        fault.is_none().then_some(pull)
    }
}

/// A code from a resident's card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// Eight letters and digits; spaces, dashes and small letters are forgiven.
    pub code: String,
    /// What the phone is, in words.
    pub label: String,
}

/// Who is signed in on this phone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Accounts {
    /// The phone, if anyone is.
    pub device: Option<DeviceId>,
    /// Everyone, in the order of signing in.
    pub residents: Vec<Person>,
    /// Who has just signed in.
    #[serde(default)]
    pub newest: Option<ResidentId>,
    /// Who was signed out of this phone, and has not signed in again. Those whom time signed out are in neither list.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub revoked: Vec<ResidentId>,
}

/// Why signing in did not work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum SignInRefusal {
    /// Not eight letters and digits of a card.
    Malformed,
    /// No such card, or used, or too old. One answer for all three.
    Unknown,
    /// Too many tries from here.
    Wait {
        /// For so many seconds.
        seconds: i64,
    },
    /// Password or code is wrong.
    WrongFactor,
    /// The password is too short, or one of those that everyone tries first.
    WeakPassword,
    /// Not signed in on this phone, or not staff.
    NotAllowed,
    /// The desk has been open for too long for this: whoever changes how it opens shows once more who they are.
    OpenAgain,
}

/// How the desk stands for a staff member on this phone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum DeskState {
    /// This person does not work at the desk.
    NotStaff,
    /// No password yet: choose one and scan the secret.
    Enrol {
        /// The authenticator's secret, base32.
        secret: String,
        /// A QR code of it, SVG.
        qr: String,
    },
    /// Password and code are asked for, or a passkey.
    Locked {
        /// This person has a passkey.
        #[serde(default)]
        passkey: bool,
    },
    /// Open.
    Open,
}

/// A staff member's second factor: to enrol (with a new password) or to unlock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
#[serde(deny_unknown_fields)]
pub struct Factors {
    /// The password.
    pub password: String,
    /// Six digits.
    pub totp: String,
    /// The secret that was shown, when enrolling.
    #[serde(default)]
    pub secret: Option<String>,
}

/// A resident in the desk's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
pub struct DeskResident {
    /// Who.
    pub person: Person,
    /// What neighbours call them.
    pub called: String,
    /// Where they live.
    pub address: String,
    /// How many phones are signed in.
    pub devices: u32,
    /// They do not live here any more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub gone: bool,
    /// It was a second record of somebody, and who that is now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<Person>,
}

/// A printed card: shown once, kept nowhere in the clear.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
pub struct Card {
    /// For whom.
    pub person: Person,
    /// Where they live.
    pub address: String,
    /// `ABCD-2345`.
    pub code: String,
    /// The link in the QR code.
    pub link: String,
    /// The QR code, SVG.
    pub qr: String,
}

#[cfg(test)]
mod tests;
