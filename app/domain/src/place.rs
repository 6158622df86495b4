//! Where people live: compounds (小区), buildings (幢), stairwells (楼道).
//!
//! The tree is public because a report needs a pick-list of buildings; who lives where is not in it.

use crate::id::{BuildingId, CompoundId};
use crate::read::Read;
use serde::Serialize;

/// A compound with its buildings, in the order of the committee's file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Compound {
    /// Its identity.
    pub id: CompoundId,
    /// 隆兴嘉苑.
    pub name: String,
    /// One sentence about it.
    pub about: String,
    /// Its buildings.
    pub buildings: Vec<Building>,
    /// Not one of the places known by name: shown as 示例.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub synthetic: bool,
}

/// Where somebody's meal is brought: what a neighbour who carries it must know, and nobody else.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Read)]
pub struct Doorstep {
    /// 隆兴嘉苑.
    pub compound: String,
    /// 3幢.
    pub building: String,
    /// 一单元.
    pub stairwell: String,
    /// 301.
    pub room: String,
    /// 放门口: what whoever brings it reads, or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// The longest of these notes, in characters.
pub const NOTE_MAX: usize = 30;

impl Doorstep {
    /// What to sort by to walk from door to door: 2幢 before 10幢, 一单元 before 二单元 before 三单元.
    pub fn walk(&self) -> [String; 4] {
        [&self.compound, &self.building, &self.stairwell, &self.room].map(|part| numbered(part))
    }
}

/// A text with each of its numbers filled up with zeros, so that texts sort as their numbers do.
fn numbered(text: &str) -> String {
    const WIDTH: usize = 6;
    let mut whole = String::new();
    let mut number = String::new();
    for letter in text.chars().map(figure).chain(std::iter::once('\0')) {
        if letter.is_ascii_digit() {
            number.push(letter);
            continue;
        }
        if !number.is_empty() {
            whole.push_str(&format!("{number:0>WIDTH$}"));
            number.clear();
        }
        if letter != '\0' {
            whole.push(letter);
        }
    }
    whole
}

fn figure(letter: char) -> char {
    let mut numerals = "零一二三四五六七八九".chars().zip('0'..='9');
    numerals.find(|(numeral, _)| *numeral == letter).map_or(letter, |(_, figure)| figure)
}

/// One building of a compound.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Building {
    /// Its identity.
    pub id: BuildingId,
    /// 3幢.
    pub name: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_walks_from_the_second_building_to_the_tenth() {
        let door = |building: &str, stairwell: &str, room: &str| {
            let (building, stairwell, room) = (building.into(), stairwell.into(), room.into());
            Doorstep { compound: "隆兴嘉苑".into(), building, stairwell, room, note: String::new() }
        };
        let walk = [
            door("2幢", "一单元", "901"),
            door("2幢", "二单元", "101"),
            door("2幢", "三单元", "101"),
            door("10幢", "", ""),
        ];
        assert!(walk.is_sorted_by_key(Doorstep::walk));
    }
}
