//! What was done and seen at the desk, and by whom, as the desk looks it up.

use crate::read::Read;
use crate::when::{Day, Moment};
use serde::Serialize;

/// What somebody did at the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// Opened it.
    Opened,
    /// Looked for residents: with which words, and how many there were.
    Searched,
    /// Looked at somebody's phones.
    SawPhones,
    /// Printed somebody's card.
    PrintedCard,
    /// Signed somebody out: of how many phones.
    SignedOut,
    /// Brought a list in: its name, and how many were new.
    BroughtIn,
    /// Took a list back.
    TookBack,
    /// Noted that somebody has moved away.
    NotedMovedAway,
    /// Noted that somebody has died.
    NotedDied,
    /// Noted that somebody is back.
    NotedBack,
    /// Noted that somebody lives behind another door.
    NotedDoor,
    /// Looked at what the register says of somebody.
    SawRecord,
    /// Corrected it: what of it.
    Corrected,
    /// Looked at two records beside each other: whether they are one person.
    Compared,
    /// Made one person of two records: the name of the one that went.
    Merged,
    /// Took this log along.
    TookLog,
    /// Wants to take the register along: what for.
    WantedRegister,
    /// Agreed that somebody else does.
    AgreedToRegister,
    /// Took it along: what for, and how many people are in it.
    TookRegister,
    /// Wants to take everything of the community along: what for.
    WantedEverything,
    /// Agreed that somebody else does.
    AgreedToEverything,
    /// Took it along: what for, and how many people are in it.
    TookEverything,
}

/// What is looked up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    /// A part of a name, of who did it or whom it was about, or of what was looked for; empty for all.
    pub words: String,
    /// On this day, in Beijing; none for all days.
    pub day: Option<Day>,
}

/// Something that was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
pub struct Entry {
    /// When.
    pub at: Moment,
    /// Who did it.
    pub by: String,
    /// What.
    pub deed: Deed,
    /// Whom it was about, if it was one person who is still in the register; otherwise empty.
    pub whom: String,
    /// How many there were.
    pub count: u32,
    /// With which words; mostly empty.
    pub words: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_looked_up_and_found_is_written_as_ever() {
        let wanted = Wanted { words: "周".into(), day: Day::of(2026, 11, 22) };
        let text = r#"{"words":"周","day":"2026-11-22"}"#;
        assert_eq!(serde_json::to_string(&wanted).unwrap(), text);
        assert_eq!(serde_json::from_str::<Wanted>(text).unwrap(), wanted);
        let (by, deed) = ("张敏".to_owned(), Deed::Searched);
        let entry = Entry { at: Moment(1), by, deed, whom: String::new(), count: 2, words: "周".into() };
        let text = r#"{"at":1,"by":"张敏","deed":"searched","whom":"","count":2,"words":"周"}"#;
        assert_eq!(serde_json::to_string(&entry).unwrap(), text);
        assert_eq!(serde_json::from_str::<Entry>(text).unwrap(), entry);
    }
}
