//! How what everybody must know of a date or a shift has ended for each of those who were to know, as those who run it read it.

use crate::notice::Kind;
use crate::read::Read;
use crate::when::Moment;
use serde::Serialize;

/// What became of one message to one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
pub struct End {
    /// Their name.
    pub name: String,
    /// What it says.
    pub kind: Kind,
    /// When it was made.
    pub made: Moment,
    /// How it stands.
    pub how: How,
    /// When they were reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reached: Option<Moment>,
    /// How often a text message, or a call, was tried where it stands now.
    pub tries: u32,
}

/// How somebody was reached, or what is done about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// They saw it in the app.
    App,
    /// A text message went out.
    Sms,
    /// Somebody has told them on the telephone.
    Call,
    /// Somebody has told them at their door.
    Door,
    /// It waits to be seen.
    Waits,
    /// A text message is being sent.
    Sending,
    /// The desk is to call.
    ToCall,
    /// Whoever looks after them has it, and they have no number.
    Family,
    /// It was too late, and nobody has reached them.
    Not,
}

/// Of the last message: how many know, and how many do not. Whose family has it is in neither: they are told by those.
pub fn count(ends: &[End]) -> (usize, usize) {
    let last = last(ends);
    let (know, rest): (Vec<&End>, Vec<&End>) = last.into_iter().partition(|end| end.reached.is_some());
    (know.len(), rest.iter().filter(|end| end.how != How::Family).count())
}

/// The ends of the last message alone: what was moved and is called off since need not be known any more.
pub fn last(ends: &[End]) -> Vec<&End> {
    let made = ends.iter().map(|end| end.made).max();
    ends.iter().filter(|end| Some(end.made) == made).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end(name: &str, made: i64, how: How, reached: Option<i64>) -> End {
        let (name, made, reached) = (name.into(), Moment(made), reached.map(Moment));
        End { name, kind: Kind::CalledOff, made, how, reached, tries: 0 }
    }

    #[test]
    fn the_last_message_counts() {
        let ends = [
            end("周桂珍", 1, How::Not, None),
            end("周桂珍", 5, How::App, Some(6)),
            end("陆永年", 5, How::ToCall, None),
            end("陆小满", 5, How::Family, None),
            end("钱美华", 5, How::Door, Some(9)),
        ];
        assert_eq!(count(&ends), (2, 1));
        assert_eq!(last(&ends).len(), 4);
        assert_eq!(count(&[]), (0, 0));
    }

    #[test]
    fn an_end_is_written_as_ever() {
        let text = r#"{"name":"周桂珍","kind":"called_off","made":5,"how":"to_call","tries":2}"#;
        let row = End { tries: 2, ..end("周桂珍", 5, How::ToCall, None) };
        assert_eq!(serde_json::to_string(&row).unwrap(), text);
        assert_eq!(serde_json::from_str::<End>(text).unwrap(), row);
    }
}
