//! What a form began with, where others may change what it shows while somebody types.
//!
//! A field that nobody has typed in follows what stands. One that somebody has changed keeps what is typed, and the form remembers
//! what was in it before: that goes out with the command, so that the server can tell who has changed what (`domain::edit`). Whoever is
//! told that another has changed the same part has read so: what they save after that goes over what stands now.

use leptos::prelude::*;

/// The texts of a form's fields, in an order that does not change.
pub type Texts = Vec<String>;

/// What a form began with, made once per page.
#[derive(Clone, Copy)]
pub struct Began {
    /// What was in each field before somebody typed.
    base: StoredValue<Option<Texts>>,
    /// What stands now.
    stands: StoredValue<Option<Texts>>,
    /// What was last sent, behind what it began with.
    sent: StoredValue<Option<(Texts, Texts)>>,
    /// Somebody was told that it stands otherwise now.
    told: StoredValue<bool>,
}

impl Began {
    /// Nothing is shown yet.
    pub fn new() -> Self {
        Self {
            base: StoredValue::new(None),
            stands: StoredValue::new(None),
            sent: StoredValue::new(None),
            told: StoredValue::new(false),
        }
    }

    /// Something stands now. Answers what the fields show.
    pub fn follow(self, stands: Texts, typed: &[String]) -> Texts {
        let base = self.base.get_value().unwrap_or_else(|| typed.to_vec());
        let (shown, base) = followed(&base, &stands, typed);
        self.base.set_value(Some(base));
        self.stands.set_value(Some(stands));
        shown
    }

    /// What goes out as that with which the form began; nothing before anything was shown.
    pub fn before(self) -> Option<Texts> {
        if self.told.get_value() { self.stands.get_value() } else { self.base.get_value() }
    }

    /// The phone has taken on what is typed.
    pub fn sent(self, typed: Texts) {
        let began = self.base.get_value().unwrap_or_else(|| typed.clone());
        self.sent.set_value(Some((began, typed.clone())));
        self.base.set_value(Some(typed));
        self.told.set_value(false);
    }

    /// Somebody reads that another has changed the same part.
    pub fn hear(self) {
        self.told.set_value(true);
    }

    /// The server has refused what was last sent: what was typed is shown again. Answers what the fields show.
    pub fn refused(self, typed: &[String]) -> Option<Texts> {
        let (began, sent) = self.sent.get_value()?;
        self.sent.set_value(None);
        let base = self.base.get_value()?;
        let (shown, base) = restored(&base, &began, &sent, typed);
        self.base.set_value(Some(base));
        Some(shown)
    }
}

/// What the fields show when something else stands, and what each began with then.
fn followed(base: &[String], stands: &[String], typed: &[String]) -> (Texts, Texts) {
    let of = |((base, stands), typed): ((&String, &String), &String)| {
        if typed == base { (stands.clone(), stands.clone()) } else { (typed.clone(), base.clone()) }
    };
    base.iter().zip(stands).zip(typed).map(of).unzip()
}

/// What the fields show when what was sent is refused, and what each began with then. What somebody has typed since stays.
fn restored(base: &[String], began: &[String], sent: &[String], typed: &[String]) -> (Texts, Texts) {
    let of = |(((base, began), sent), typed): (((&String, &String), &String), &String)| {
        if sent != began && typed == base { (sent.clone(), began.clone()) } else { (typed.clone(), base.clone()) }
    };
    base.iter().zip(began).zip(sent).zip(typed).map(of).unzip()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(all: [&str; 3]) -> Texts {
        all.map(String::from).to_vec()
    }

    #[test]
    fn what_nobody_has_typed_in_follows_what_stands() {
        let (shown, base) =
            followed(&texts(["9:00", "20", ""]), &texts(["10:00", "30", "带茶杯"]), &texts(["9:00", "25", ""]));
        assert_eq!(shown, texts(["10:00", "25", "带茶杯"]));
        assert_eq!(base, texts(["10:00", "20", "带茶杯"]), "another has changed the places too: that is not unseen");
    }

    #[test]
    fn what_was_refused_is_shown_again_and_the_rest_follows() {
        let (began, sent) = (texts(["9:00", "20", ""]), texts(["9:00", "25", ""]));
        // The phone shows what stands before it hears of the refusal.
        let stands = texts(["10:00", "30", ""]);
        let (shown, base) = restored(&stands, &began, &sent, &stands);
        assert_eq!((shown, base), (texts(["10:00", "25", ""]), texts(["10:00", "20", ""])));
        // It hears of the refusal first.
        let (shown, base) = restored(&sent, &began, &sent, &sent);
        let (shown, base) = followed(&base, &stands, &shown);
        assert_eq!((shown, base), (texts(["10:00", "25", ""]), texts(["10:00", "20", ""])));
    }

    #[test]
    fn what_is_typed_after_it_was_sent_is_not_lost() {
        let (began, sent) = (texts(["9:00", "20", ""]), texts(["9:00", "25", ""]));
        let (shown, _) = restored(&sent, &began, &sent, &texts(["9:00", "28", "带茶杯"]));
        assert_eq!(shown, texts(["9:00", "28", "带茶杯"]));
    }
}
