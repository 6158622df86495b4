//! What the desk corrects of somebody in the register.

use crate::id::ResidentId;
use crate::read::Read;
use crate::refusal::Refusal;
use crate::resident::{NAME_MAX, check_born, check_phone};
use serde::Serialize;

/// What the register says of somebody, as far as the desk corrects it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
#[serde(deny_unknown_fields)]
pub struct Recorded {
    /// 周桂珍.
    pub name: String,
    /// A telephone number, or empty.
    pub phone: String,
    /// `YYYY-MM`, or empty when it is not known.
    pub born: String,
}

impl Recorded {
    /// Whether the register can say so.
    ///
    /// # Errors
    /// Where the name, the number or the month is none.
    pub fn check(&self) -> Result<(), Refusal> {
        let name = self.name.trim();
        if name.is_empty() || name.chars().count() > NAME_MAX || name.contains(char::is_control) {
            return Err(Refusal::BadName);
        }
        check_phone(&self.phone)?;
        check_born(&self.born)
    }
}

/// The desk corrects something. Only what it has changed is written: what a colleague has corrected meanwhile stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// Of whom.
    pub resident: ResidentId,
    /// What the desk has seen there.
    pub before: Recorded,
    /// What it says instead.
    pub after: Recorded,
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn recorded(name: &str, phone: &str, born: &str) -> Recorded {
        Recorded { name: name.into(), phone: phone.into(), born: born.into() }
    }

    #[test]
    fn a_correction_is_written_as_ever() {
        let (before, after) = (recorded("周桂珍", "", "1948-05"), recorded("周桂贞", "13800000001", ""));
        let correction = Correction { resident: ResidentId(Uuid::nil()), before, after };
        let text = concat!(
            r#"{"resident":"00000000-0000-0000-0000-000000000000","#,
            r#""before":{"name":"周桂珍","phone":"","born":"1948-05"},"#,
            r#""after":{"name":"周桂贞","phone":"13800000001","born":""}}"#
        );
        assert_eq!(serde_json::to_string(&correction).unwrap(), text);
        assert_eq!(serde_json::from_str::<Correction>(text).unwrap(), correction);
    }

    #[test]
    fn nobody_is_without_a_name_and_a_number_or_a_month_may_be_unknown() {
        assert_eq!(recorded("周桂贞", "", "").check(), Ok(()));
        assert_eq!(recorded("周桂贞", "0573-87000000", "1948-05").check(), Ok(()));
        assert_eq!(recorded(" ", "", "").check(), Err(Refusal::BadName));
        assert_eq!(recorded(&"周".repeat(NAME_MAX + 1), "", "").check(), Err(Refusal::BadName));
        assert_eq!(recorded("周桂贞", "一三八", "").check(), Err(Refusal::BadPhone));
        assert_eq!(recorded("周桂贞", "", "五月").check(), Err(Refusal::BadMonth));
    }
}
