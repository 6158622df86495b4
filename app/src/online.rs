//! What is done only with a network, because the answer is a secret or a search: signing in, the desk's lock, the desk's
//! list of residents, cards, the address of one's calendar, the export of one's own data. Everything else is a command.

#[cfg(feature = "hydrate")]
use crate::sync::transport;
use domain::id::{IntakeId, PasskeyId, ResidentId, TakeoutId};
use domain::notice::About;
use domain::wire::alert::{Alerts, NewAlert};
use domain::wire::audit::{Entry, Wanted};
use domain::wire::calendar::CalendarAddress;
use domain::wire::correcting::{Correction, Recorded};
use domain::wire::desk::{DeskPhone, LostPhone, NewPasskey, NewPassword, Passkeys};
#[cfg(feature = "hydrate")]
use domain::wire::intake::Brought;
use domain::wire::intake::{Checked, Intake, Mapped};
use domain::wire::leaving::{Leaving, Left, Moving};
use domain::wire::merging::{Compared, Merged, Pair};
use domain::wire::reached::End;
use domain::wire::takeout::{Everything, Takeout};
use domain::wire::{Accounts, Card, DeskResident, DeskState, Factors, SignIn, SignInRefusal};

/// Why an answer did not come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The server could not be reached.
    Offline,
    /// It said no.
    Refused(SignInRefusal),
    /// It answered something that was not expected.
    Failed,
}

/// Why the server has not read a file.
#[cfg(feature = "hydrate")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotRead {
    /// It is too large, packed or unpacked.
    TooLarge,
    /// Too many wait to be read.
    Busy,
    /// As anywhere.
    Fault(Fault),
}

macro_rules! calls {
    ($($(#[$doc:meta])* $name:ident($($arg:ident: $type:ty)?) -> $answer:ty = $path:literal;)+) => {$(
        $(#[$doc])*
        pub fn $name($($arg: $type,)? then: impl FnOnce(Result<$answer, Fault>) + 'static) {
            #[cfg(feature = "hydrate")]
            {
                let body = calls!(@body $($arg)?);
                crate::sync::spawn(async move {
                    then(transport::ask($path, body).await);
                });
            }
            #[cfg(not(feature = "hydrate"))]
            drop(($($arg,)? then));
        }
    )+};
    (@body) => { String::from("null") };
    (@body $arg:ident) => { serde_json::to_string(&$arg).unwrap_or_default() };
}

calls! {
    /// Signs this phone in with a card's code.
    sign_in(request: SignIn) -> Accounts = "/api/sign-in";
    /// Who has been told that a date or a shift is off or moved.
    reached(about: About) -> Vec<End> = "/api/reached";
    /// Whether the person has a calendar address.
    calendar() -> CalendarAddress = "/api/calendar";
    /// Makes one, in place of the one before.
    make_calendar() -> CalendarAddress = "/api/calendar/make";
    /// Ends it.
    end_calendar() -> CalendarAddress = "/api/calendar/end";
    /// Whether this phone rings when there is something new.
    alerts() -> Alerts = "/api/alerts";
    /// It does from now on.
    start_alerts(new: NewAlert) -> Alerts = "/api/alerts/start";
    /// It does not any more.
    end_alerts() -> Alerts = "/api/alerts/end";
    /// How the desk stands on this phone.
    desk_state() -> DeskState = "/api/desk/state";
    /// Enrols (with a secret) or unlocks the desk.
    unlock(factors: Factors) -> DeskState = "/api/desk/unlock";
    /// Asks for one of the person's passkeys: a question for the browser.
    ask_passkey() -> String = "/api/desk/unlock/begin";
    /// Unlocks the desk with what the browser answered.
    show_passkey(answer: String) -> DeskState = "/api/desk/unlock/finish";
    /// The person's passkeys.
    passkeys() -> Passkeys = "/api/desk/passkeys";
    /// Asks for a new one: a question for the browser.
    begin_passkey() -> String = "/api/desk/passkeys/begin";
    /// Keeps what the browser made.
    add_passkey(new: NewPasskey) -> Passkeys = "/api/desk/passkeys/add";
    /// Removes one.
    remove_passkey(id: PasskeyId) -> Passkeys = "/api/desk/passkeys/remove";
    /// Changes the person's own password.
    change_password(wish: NewPassword) -> DeskState = "/api/desk/password";
    /// For how many seconds the open desk stays so; whoever says that they are here keeps it open.
    stay(here: bool) -> u32 = "/api/desk/stay";
    /// Locks the desk.
    lock() -> DeskState = "/api/desk/lock";
    /// Residents whose name, calling name or address contains `query`.
    residents(query: String) -> Vec<DeskResident> = "/api/desk/residents";
    /// Residents whose name contains `query`, for the canteen.
    eaters(query: String) -> Vec<DeskResident> = "/api/kitchen/residents";
    /// Makes a new card for each of these residents; earlier unused cards of theirs end.
    cards(residents: Vec<ResidentId>) -> Vec<Card> = "/api/desk/cards";
    /// Signs a resident out of every phone: on how many they were.
    sign_out_everywhere(resident: ResidentId) -> u32 = "/api/desk/sign-out";
    /// The phones that a resident is signed in on.
    phones(resident: ResidentId) -> Vec<DeskPhone> = "/api/desk/phones";
    /// Signs a resident out of one: those that are left.
    sign_out_phone(lost: LostPhone) -> Vec<DeskPhone> = "/api/desk/phones/sign-out";
    /// Who wants to take the register along.
    takeouts() -> Vec<Takeout> = "/api/desk/takeouts";
    /// Says that one wants to, and what for.
    ask_takeout(why: String) -> Vec<Takeout> = "/api/desk/takeouts/ask";
    /// Says that one wants to take everything of the community along, and what for.
    ask_everything(why: String) -> Vec<Takeout> = "/api/desk/takeouts/everything";
    /// Agrees that somebody else takes the register along.
    agree_takeout(id: TakeoutId) -> Vec<Takeout> = "/api/desk/takeouts/agree";
    /// Agrees that somebody else takes everything along.
    agree_everything(wish: Everything) -> Vec<Takeout> = "/api/desk/takeouts/agree";
    /// What was done at the desk, the last first.
    desk_log(wanted: Wanted) -> Vec<Entry> = "/api/desk/log";
    /// Somebody does not live here any more: what became of what they had before them.
    leave(leaving: Leaving) -> Left = "/api/desk/leave";
    /// They are back.
    come_back(resident: ResidentId) -> bool = "/api/desk/return";
    /// Somebody lives behind another door.
    move_house(moving: Moving) -> bool = "/api/desk/move";
    /// What the register says of somebody.
    record(resident: ResidentId) -> Recorded = "/api/desk/record";
    /// Corrects it.
    correct(correction: Correction) -> bool = "/api/desk/correct";
    /// Two records beside each other.
    compare(pair: Pair) -> Compared = "/api/desk/compare";
    /// Makes one person of them.
    merge(pair: Pair) -> Merged = "/api/desk/merge";
    /// What would come of a list of residents.
    check_list(mapped: Mapped) -> Checked = "/api/desk/intake/check";
    /// Writes it into the register.
    apply_list(mapped: Mapped) -> Checked = "/api/desk/intake/apply";
    /// The lists that were written there.
    lists() -> Vec<Intake> = "/api/desk/intakes";
    /// Takes one back: whether that could be.
    undo_list(id: IntakeId) -> bool = "/api/desk/intake/undo";
}

/// Has the server read a list of residents, of which nothing is in the register yet.
#[cfg(feature = "hydrate")]
pub fn bring_list(file: web_sys::File, then: impl FnOnce(Result<Brought, NotRead>) + 'static) {
    let path = format!("/api/desk/intakes/{}", crate::sync::new_id());
    crate::sync::spawn(async move {
        then(transport::send_file(&path, &file).await);
    });
}

/// How the characters of public titles are read; without a network as the phone last heard it, if it has.
#[cfg(feature = "desk")]
pub fn sounds(then: impl FnOnce(Result<Vec<String>, Fault>) + 'static) {
    #[cfg(feature = "hydrate")]
    crate::sync::spawn(async move {
        then(transport::get("/api/sounds").await);
    });
    #[cfg(not(feature = "hydrate"))]
    drop(then);
}

/// Saves everything that the server holds about the current account as a file on this phone.
pub fn export(then: impl FnOnce(Result<(), Fault>) + 'static) {
    #[cfg(feature = "hydrate")]
    crate::sync::spawn(async move {
        then(transport::download("/api/export", "xishan.json").await);
    });
    #[cfg(not(feature = "hydrate"))]
    drop(then);
}
