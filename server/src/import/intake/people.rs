//! The lines of a table as residents: who is new, who is in the register already, and which lines are left out.
//!
//! Doors are found however they are written ("3 幢" is "3栋"), buildings must be there, stairwells and households need not. Nobody
//! who is in the register is changed; where a line says otherwise of them than the desk has noted, it is named. A person's identity follows from their number, or from door, name and month, so that the
//! same list twice brings nobody twice.

use super::table::Table;
use crate::import::value;
use domain::id::{BuildingId, CommunityId, HouseholdId, ResidentId, StairwellId};
use domain::resident::NAME_MAX;
use domain::when::Day;
use domain::wire::intake::{Checked, Field, Otherwise, PROBLEMS_MAX, Problem, Standing, Wrong};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The longest text of another cell, in characters.
const TEXT_MAX: usize = 40;

/// A door of the register, or as much of one as there is.
#[derive(Clone, Debug, Default)]
pub struct Door {
    /// 隆兴嘉苑.
    pub compound: String,
    /// Which building.
    pub building: BuildingId,
    /// 3幢.
    pub building_name: String,
    /// A stairwell of it.
    pub stairwell: Option<(StairwellId, String)>,
    /// A household there.
    pub household: Option<(HouseholdId, String)>,
    /// Somebody who lives there.
    pub resident: Option<(ResidentId, String)>,
    /// Whether the desk has noted that they live behind another door since.
    pub left: bool,
    /// Whether they do not live here any more.
    pub gone: bool,
}

/// Somebody who is new.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Newcomer {
    /// Who.
    pub id: ResidentId,
    /// Where they live.
    pub household: HouseholdId,
    /// 周桂珍.
    pub name: String,
    /// 周阿姨, or empty.
    pub called: String,
    /// As the register has it: `female`, `male` or empty.
    pub gender: &'static str,
    /// `YYYY-MM`, or empty.
    pub born: String,
    /// Digits, or empty.
    pub phone: String,
}

/// What comes of a table.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Stairwells that are new.
    pub stairwells: Vec<(StairwellId, BuildingId, String)>,
    /// Households that are new.
    pub households: Vec<(HouseholdId, StairwellId, String)>,
    /// People who are new.
    pub people: Vec<Newcomer>,
    /// The numbers of it, and what is left out.
    pub checked: Checked,
}

/// The register as lines are compared with it.
#[derive(Default)]
struct Register {
    buildings: BTreeMap<String, Vec<(String, BuildingId)>>,
    stairwells: HashMap<(BuildingId, String), StairwellId>,
    households: HashMap<(StairwellId, String), HouseholdId>,
    people: HashMap<ResidentId, Neighbour>,
    names: HashMap<(HouseholdId, String), ResidentId>,
    left: HashMap<(HouseholdId, String), ResidentId>,
}

/// Somebody of the register.
struct Neighbour {
    household: HouseholdId,
    name: String,
    gone: bool,
}

impl Register {
    fn of(doors: Vec<Door>) -> Register {
        let mut register = Register::default();
        for door in doors {
            let named = register.buildings.entry(key(&door.building_name)).or_default();
            let building = (key(&door.compound), door.building);
            if !named.contains(&building) {
                named.push(building);
            }
            let Some((stairwell, name)) = door.stairwell else { continue };
            register.stairwells.insert((door.building, key(&name)), stairwell);
            let Some((household, room)) = door.household else { continue };
            register.households.insert((stairwell, key(&room)), household);
            let Some((resident, name)) = door.resident else { continue };
            let name = bare(&name);
            if door.left {
                register.left.insert((household, name), resident);
                continue;
            }
            register.names.insert((household, name.clone()), resident);
            register.people.insert(resident, Neighbour { household, name, gone: door.gone });
        }
        register
    }

    /// Who a line is about, if they are here already: by identity, by their door, or by the door that they have left.
    fn known(&self, id: ResidentId, household: HouseholdId, name: &str) -> Option<&Neighbour> {
        let at = (household, name.to_owned());
        self.people.get(&id).or_else(|| {
            let who = self.names.get(&at).or_else(|| self.left.get(&at))?;
            self.people.get(who)
        })
    }

    fn building(&self, compound: &str, name: &str) -> Result<BuildingId, Wrong> {
        let named = self.buildings.get(&key(name)).map(Vec::as_slice).unwrap_or_default();
        let compound = key(compound);
        let mut fitting = named.iter().filter(|(of, _)| compound.is_empty() || *of == compound);
        match (fitting.next(), fitting.next()) {
            (Some((_, id)), None) => Ok(*id),
            (Some(_), Some(_)) => Err(Wrong::WhichCompound),
            (None, _) => Err(Wrong::NoBuilding),
        }
    }
}

/// Compares a table with the register, as of `today`. `fields` says what each column is.
pub fn people(
    community: CommunityId,
    table: &Table,
    fields: &[Option<Field>],
    doors: Vec<Door>,
    today: Day,
) -> Outcome {
    let mut reading =
        Reading { community, today, register: Register::of(doors), seen: BTreeSet::new(), outcome: Outcome::default() };
    for (line, cells) in &table.rows {
        let said = |field: Field| {
            let at = fields.iter().position(|of| *of == Some(field));
            at.and_then(|at| cells.get(at)).map_or("", String::as_str)
        };
        let taken = reading.line(&said);
        let checked = &mut reading.outcome.checked;
        if let Ok(Some(otherwise)) = taken
            && checked.standing.len() < PROBLEMS_MAX
        {
            checked.standing.push(Standing { line: *line, name: said(Field::Name).into(), otherwise });
        }
        if let Err((field, wrong)) = taken {
            checked.wrong += 1;
            if checked.problems.len() < PROBLEMS_MAX {
                checked.problems.push(Problem { line: *line, field, wrong, found: said(field).into() });
            }
        }
    }
    reading.outcome.checked.new = u32::try_from(reading.outcome.people.len()).unwrap_or(u32::MAX);
    reading.outcome
}

struct Reading {
    community: CommunityId,
    today: Day,
    register: Register,
    seen: BTreeSet<ResidentId>,
    outcome: Outcome,
}

impl Reading {
    /// Takes a line. Answers what it says otherwise than the register of somebody who is in there.
    fn line<'a>(&mut self, said: &dyn Fn(Field) -> &'a str) -> Result<Option<Otherwise>, (Field, Wrong)> {
        if let Some(field) = Field::NEEDED.into_iter().find(|field| said(*field).is_empty()) {
            return Err((field, Wrong::Empty));
        }
        for field in Field::ALL {
            let most = if matches!(field, Field::Name | Field::Called) { NAME_MAX } else { TEXT_MAX };
            if said(field).chars().count() > most {
                return Err((field, Wrong::TooLong));
            }
        }
        let born = read(said(Field::Born), |text| month(text, self.today)).ok_or((Field::Born, Wrong::BadMonth))?;
        let phone = read(said(Field::Phone), value::phone).ok_or((Field::Phone, Wrong::BadPhone))?;
        let building = self.register.building(said(Field::Compound), said(Field::Building));
        let building = building.map_err(|wrong| (Field::Building, wrong))?;
        let household = self.household(building, said(Field::Stairwell), said(Field::Room));
        let (code, name) = (said(Field::Code), bare(said(Field::Name)));
        let id = match code {
            "" => ResidentId::of_code(self.community, &format!("{household}/{name}/{born}")),
            code => ResidentId::of_code(self.community, code),
        };
        if !self.seen.insert(id) {
            return Err((if code.is_empty() { Field::Name } else { Field::Code }, Wrong::Twice));
        }
        if let Some(known) = self.register.known(id, household, &name) {
            self.outcome.checked.known += 1;
            return Ok(otherwise(known, household, &name));
        }
        self.found(building, household, said);
        let gender = match said(Field::Gender) {
            "女" => "female",
            "男" => "male",
            _ => "",
        };
        let called = said(Field::Called).to_owned();
        self.outcome.people.push(Newcomer { id, household, name, called, gender, born, phone });
        Ok(None)
    }

    /// The household behind a door, there or not yet.
    fn household(&self, building: BuildingId, stairwell: &str, room: &str) -> HouseholdId {
        let stairwell = self.stairwell(building, stairwell);
        let known = self.register.households.get(&(stairwell, key(room))).copied();
        known.unwrap_or_else(|| HouseholdId::of_code(self.community, &format!("{stairwell}/{}", key(room))))
    }

    fn stairwell(&self, building: BuildingId, name: &str) -> StairwellId {
        let known = self.register.stairwells.get(&(building, key(name))).copied();
        known.unwrap_or_else(|| StairwellId::of_code(self.community, &format!("{building}/{}", key(name))))
    }

    /// Notes a stairwell and a household that somebody new brings with them.
    fn found<'a>(&mut self, building: BuildingId, household: HouseholdId, said: &dyn Fn(Field) -> &'a str) {
        let (name, room) = (said(Field::Stairwell), said(Field::Room));
        let stairwell = self.stairwell(building, name);
        if self.register.stairwells.insert((building, key(name)), stairwell).is_none() {
            self.outcome.stairwells.push((stairwell, building, name.to_owned()));
        }
        if self.register.households.insert((stairwell, key(room)), household).is_none() {
            self.outcome.households.push((household, stairwell, room.to_owned()));
        }
    }
}

/// What a line says otherwise of somebody than the register does: the weightiest alone.
fn otherwise(known: &Neighbour, household: HouseholdId, name: &str) -> Option<Otherwise> {
    match known {
        Neighbour { gone: true, .. } => Some(Otherwise::Gone),
        _ if known.household != household => Some(Otherwise::Door),
        _ if known.name != name => Some(Otherwise::Name),
        _ => None,
    }
}

/// A cell that may be empty, read.
fn read(text: &str, how: impl FnOnce(&str) -> Option<String>) -> Option<String> {
    if text.is_empty() { Some(String::new()) } else { how(text) }
}

/// The month of birth: as people write it, with or without the day, or out of an identity number, of which nothing else is kept.
fn month(text: &str, today: Day) -> Option<String> {
    let text = value::narrow(text);
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let dated = |digits: &str| Some(format!("{}-{}", digits.get(..4)?, digits.get(4..6)?));
    let number = text.len() == 18 && digits.len() >= 17;
    let plain = match digits.len() {
        _ if number => dated(digits.get(6..)?)?,
        6 | 8 if digits.len() == text.len() => dated(&digits)?,
        _ => {
            let parts: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
            format!("{}-{}", parts.first()?, parts.get(1)?)
        }
    };
    value::month(&plain, today)
}

/// A name without the spaces that make short ones as wide as long ones.
fn bare(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace()).collect()
}

/// A door's part as it is compared: "３ 幢", "3栋" and "三号楼" are the same.
pub(crate) fn key(text: &str) -> String {
    const ENDINGS: [&str; 9] = ["号楼", "单元", "楼道", "楼", "幢", "栋", "室", "号", "#"];
    let text: String =
        value::narrow(text).chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    let plain = ENDINGS.iter().find_map(|ending| text.strip_suffix(ending)).filter(|rest| !rest.is_empty());
    let plain = plain.unwrap_or(&text);
    let number = counted(plain).map_or_else(|| plain.to_owned(), |number| number.to_string());
    let short = number.trim_start_matches('0');
    if short.is_empty() || !number.chars().all(|c| c.is_ascii_digit()) { number } else { short.to_owned() }
}

/// A number below a hundred in Chinese figures.
fn counted(text: &str) -> Option<usize> {
    const FIGURES: &str = "零一二三四五六七八九";
    let figure = |text: &str, empty: usize| {
        let mut letters = text.chars();
        match (letters.next(), letters.next()) {
            (None, _) => Some(empty),
            (Some(letter), None) => FIGURES.chars().position(|figure| figure == letter),
            _ => None,
        }
    };
    match text.split_once('十') {
        Some((tens, ones)) => Some(figure(tens, 1)? * 10 + figure(ones, 0)?),
        None if text.is_empty() => None,
        None => figure(text, 0),
    }
}

#[cfg(test)]
mod tests;
