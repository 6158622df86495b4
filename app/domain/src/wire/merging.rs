//! What goes between the desk and the server about somebody who is in the register twice.

use crate::id::ResidentId;
use crate::read::Read;
use crate::resident::Person;
use crate::role::Role;
use crate::when::Moment;
use serde::Serialize;

/// Two records of which the desk thinks that they are one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Read)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    /// The one that stays.
    pub stays: ResidentId,
    /// The one of which everything goes to the other.
    pub goes: ResidentId,
}

/// What one of them says and has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Record {
    /// Who.
    pub person: Person,
    /// What neighbours call them.
    pub called: String,
    /// `female`, `male`, or empty.
    pub gender: String,
    /// `YYYY-MM`, or empty.
    pub born: String,
    /// Where they live.
    pub address: String,
    /// Their telephone number, or empty.
    pub phone: String,
    /// On how many phones they are signed in.
    pub phones: u32,
    /// How many cards of theirs nobody has used yet.
    pub cards: u32,
    /// They do not live here any more.
    pub gone: bool,
    /// They work for the committee.
    pub staff: bool,
    /// What they are besides.
    pub roles: Vec<Role>,
    /// Whom they look after, and who looks after them.
    pub family: Vec<String>,
    /// The teams that they belong to.
    pub teams: Vec<String>,
    /// So many dates that are not over they are signed up for.
    pub signups: u32,
    /// So many meals they have ordered from today on.
    pub orders: u32,
    /// So many shifts that are not over they have taken.
    pub shifts: u32,
    /// So many things they have reported.
    pub reports: u32,
    /// So long they have served, in minutes.
    pub minutes: i64,
    /// So much they have paid ahead, in fen.
    pub fen: i64,
}

/// Why two records do not become one, or not yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// It is one record.
    Same,
    /// One of them is whoever asks.
    Oneself,
    /// The one that would stay does not live here any more, or neither does.
    Gone,
    /// The one that would go works for the committee: its keys go to nobody.
    Staff,
    /// They have dealt with each other: one looks after the other, helps them, has swapped with them or signed their hours.
    Tied,
    /// Both have phones of their own, and were born in different months.
    Apart,
    /// Both are on a date, and the sign-up that would be given up is of others too, or it is too late to.
    Party {
        /// What it is.
        title: String,
        /// When.
        starts: Moment,
    },
    /// Both are on shifts at one time.
    Shift {
        /// What one of them does there.
        role: String,
        /// When.
        starts: Moment,
    },
    /// For both hours of one time were signed.
    Hours {
        /// From when on.
        from: Moment,
    },
    /// Between both and a team a question is open.
    Team {
        /// Which.
        name: String,
    },
    /// Both have asked for the same favour.
    Favour {
        /// What was offered.
        words: String,
    },
}

/// Both beside each other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Compared {
    /// The one that would stay.
    pub stays: Record,
    /// The one that would go.
    pub goes: Record,
    /// Why not, if there is anything.
    pub doubts: Vec<Doubt>,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum Merged {
    /// They are one.
    Done {
        /// So many sign-ups were given up, because both were on a date.
        given_up: u32,
    },
    /// Nothing was done.
    Refused {
        /// Why.
        doubts: Vec<Doubt>,
    },
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn what_is_asked_and_answered_is_written_as_ever() {
        let (nil, max) = ("00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff");
        let pair = Pair { stays: ResidentId(Uuid::nil()), goes: ResidentId(Uuid::max()) };
        let text = format!(r#"{{"stays":"{nil}","goes":"{max}"}}"#);
        assert_eq!(serde_json::to_string(&pair).unwrap(), text);
        assert_eq!(serde_json::from_str::<Pair>(&text).unwrap(), pair);
        let done = Merged::Done { given_up: 1 };
        let text = r#"{"done":{"given_up":1}}"#;
        assert_eq!(serde_json::to_string(&done).unwrap(), text);
        assert_eq!(serde_json::from_str::<Merged>(text).unwrap(), done);
        let shift = Doubt::Shift { role: "搬凳子".into(), starts: Moment(1) };
        let refused = Merged::Refused { doubts: vec![Doubt::Tied, shift] };
        let text = r#"{"refused":{"doubts":["tied",{"shift":{"role":"搬凳子","starts":1}}]}}"#;
        assert_eq!(serde_json::to_string(&refused).unwrap(), text);
        assert_eq!(serde_json::from_str::<Merged>(text).unwrap(), refused);
    }

    #[test]
    fn both_beside_each_other_come_back_as_they_were_sent() {
        let stays = Record { born: "1952-03".into(), roles: vec![Role::Volunteer], fen: 100, ..Record::default() };
        let compared = Compared { stays, doubts: vec![Doubt::Gone], ..Compared::default() };
        let text = serde_json::to_string(&compared).unwrap();
        assert_eq!(serde_json::from_str::<Compared>(&text).unwrap(), compared);
    }
}
