//! What goes between the desk and the server about a list of residents that is brought in from the committee's own tables: what the
//! columns are taken for, what would come of it, and what did.

use crate::id::IntakeId;
use crate::read::Read;
use crate::when::Moment;
use serde::Serialize;

/// The most lines of a list.
pub const ROWS_MAX: usize = 20_000;
/// The most columns of a list.
pub const COLUMNS_MAX: usize = 60;
/// The most problems that an answer names; the others are counted.
pub const PROBLEMS_MAX: usize = 200;

/// What a column says of a resident.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The committee's own number of the person.
    Code,
    /// 周桂珍.
    Name,
    /// 周阿姨.
    Called,
    /// 女.
    Gender,
    /// The month of birth; of an identity number only that is read.
    Born,
    /// A telephone number.
    Phone,
    /// 隆兴嘉苑.
    Compound,
    /// 3幢.
    Building,
    /// 二单元.
    Stairwell,
    /// 201.
    Room,
}

impl Field {
    /// All, in the order of a form.
    pub const ALL: [Field; 10] = [
        Field::Code,
        Field::Name,
        Field::Called,
        Field::Gender,
        Field::Born,
        Field::Phone,
        Field::Compound,
        Field::Building,
        Field::Stairwell,
        Field::Room,
    ];
    /// Without a column for each of these nothing can be brought in.
    pub const NEEDED: [Field; 4] = [Field::Name, Field::Building, Field::Stairwell, Field::Room];
}

/// One column of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
pub struct Heading {
    /// What stands over it.
    pub head: String,
    /// The first thing that stands in it.
    pub example: String,
    /// What it is taken for, until somebody says otherwise.
    pub field: Option<Field>,
}

/// A list that was read, and of which nothing is in the register yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
pub struct Brought {
    /// Which.
    pub id: IntakeId,
    /// Its lines, the one with the names of the columns apart.
    pub rows: u32,
    /// Its columns.
    pub columns: Vec<Heading>,
}

/// What the columns of a list are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
#[serde(deny_unknown_fields)]
pub struct Mapped {
    /// Which list.
    pub id: IntakeId,
    /// The name of its file.
    pub name: String,
    /// What each column says, in their order; nothing of those that are left out.
    pub fields: Vec<Option<Field>>,
}

/// Why a line is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum Wrong {
    /// It must not be empty.
    Empty,
    /// It is too long.
    TooLong,
    /// It is no month.
    BadMonth,
    /// It is no telephone number.
    BadPhone,
    /// There is no such building.
    NoBuilding,
    /// Several compounds have such a building, and the line does not say which.
    WhichCompound,
    /// The same person stands further up.
    Twice,
}

/// A line that is left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
pub struct Problem {
    /// Its number, as a program for tables shows it.
    pub line: u32,
    /// What is wrong in it.
    pub field: Field,
    /// How.
    pub wrong: Wrong,
    /// What stands there.
    pub found: String,
}

/// What the desk knows otherwise of somebody than a list has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum Otherwise {
    /// They live behind another door.
    Door,
    /// They are called otherwise.
    Name,
    /// They do not live here any more.
    Gone,
}

/// A line about somebody who is in the register and stays as they are there, though the line says otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
pub struct Standing {
    /// Its number, as a program for tables shows it.
    pub line: u32,
    /// The name that stands there.
    pub name: String,
    /// What the register has otherwise.
    pub otherwise: Otherwise,
}

/// What would come of a list, or did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Checked {
    /// So many people are new.
    pub new: u32,
    /// So many are in the register already, and stay as they are there.
    pub known: u32,
    /// So many lines are left out.
    pub wrong: u32,
    /// The first of those.
    pub problems: Vec<Problem>,
    /// The first of those who are in the register and of whom the list says otherwise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub standing: Vec<Standing>,
}

/// A list that was brought in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Read)]
pub struct Intake {
    /// Which.
    pub id: IntakeId,
    /// The name of its file.
    pub name: String,
    /// Who brought it in.
    pub by: String,
    /// When.
    pub applied: Moment,
    /// So many people were new.
    pub added: u32,
    /// When it was taken back.
    pub undone: Option<Moment>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_mapping_and_its_outcome_are_written_as_ever() {
        let mapped = Mapped { id: IntakeId(Uuid::nil()), name: "名册".into(), fields: vec![Some(Field::Name), None] };
        let text = r#"{"id":"00000000-0000-0000-0000-000000000000","name":"名册","fields":["name",null]}"#;
        assert_eq!(serde_json::to_string(&mapped).unwrap(), text);
        assert_eq!(serde_json::from_str::<Mapped>(text).unwrap(), mapped);
        let problem = Problem { line: 3, field: Field::Born, wrong: Wrong::BadMonth, found: "五月".into() };
        let checked = Checked { new: 1, known: 2, wrong: 1, problems: vec![problem], standing: Vec::new() };
        let text = concat!(
            r#"{"new":1,"known":2,"wrong":1,"#,
            r#""problems":[{"line":3,"field":"born","wrong":"bad_month","found":"五月"}]}"#
        );
        assert_eq!(serde_json::to_string(&checked).unwrap(), text);
        assert_eq!(serde_json::from_str::<Checked>(text).unwrap(), checked);
        let standing = vec![Standing { line: 4, name: "周桂珍".into(), otherwise: Otherwise::Door }];
        let checked = Checked { standing, ..Checked::default() };
        let text = concat!(
            r#"{"new":0,"known":0,"wrong":0,"problems":[],"#,
            r#""standing":[{"line":4,"name":"周桂珍","otherwise":"door"}]}"#
        );
        assert_eq!(serde_json::to_string(&checked).unwrap(), text);
        assert_eq!(serde_json::from_str::<Checked>(text).unwrap(), checked);
    }
}
