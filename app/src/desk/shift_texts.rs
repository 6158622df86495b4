//! A shift as the texts of its form, its boxes among them, and the plan that such texts say.

use super::began::Texts;
use super::entry::narrow;
use super::plan::clock;
use domain::qualification::Skill;
use domain::shift::{Shift, ShiftPlan};
use domain::when::{Day, Moment};

/// What stands for a box that is ticked; for another nothing does.
const TICKED: &str = "ticked";

/// What stands for a box.
pub fn ticked(on: bool) -> String {
    if on { TICKED.into() } else { String::new() }
}

/// What the form shows for a shift, in the order of its entries and boxes.
pub fn texts(shift: &Shift) -> Texts {
    let texts = [
        shift.role.clone(),
        shift.starts.day().to_string(),
        shift.starts.clock().to_string(),
        shift.ends.clock().to_string(),
        shift.venue.to_string(),
        shift.least.to_string(),
        shift.most.to_string(),
        shift.about.clone(),
    ];
    let held = Skill::ALL.map(|skill| shift.skills.contains(&skill));
    texts.into_iter().chain(held.into_iter().chain([shift.children, shift.delivers]).map(ticked)).collect()
}

/// The plan that such texts say.
pub fn plan(texts: &[String]) -> Option<ShiftPlan> {
    let [role, day, from, until, venue, least, most, about, held @ .., children, delivers] = texts else { return None };
    let day = Day::parse(day.trim())?;
    let at = |text: &str| clock(text.trim()).map(|clock| Moment::at(day, clock));
    let count = |text: &str| narrow(text.trim()).parse::<u32>().ok();
    let needed = Skill::ALL.into_iter().zip(held).filter(|(_, text)| !text.is_empty());
    let least = count(least)?;
    Some(ShiftPlan {
        role: role.trim().into(),
        about: about.trim().into(),
        starts: at(from)?,
        ends: at(until)?,
        venue: venue.trim().parse().ok()?,
        least,
        most: if most.trim().is_empty() { least } else { count(most)? },
        skills: needed.map(|(skill, _)| skill).collect(),
        children: !children.is_empty(),
        delivers: Some(!delivers.is_empty()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::when::{Clock, HOUR_MS};

    #[test]
    fn the_texts_of_a_shift_say_its_plan() {
        let starts = Moment::at(Day::of(2026, 11, 25).unwrap(), Clock(14 * 60));
        let ends = starts.plus_ms(HOUR_MS);
        let bare = Shift { role: "送餐".into(), starts, ends, least: 1, most: 3, ..Shift::default() };
        let skills = vec![Skill::Food, Skill::FirstAid];
        let full = Shift { about: "带保温箱".into(), skills, children: true, delivers: true, ..bare.clone() };
        for shift in [bare, full] {
            assert_eq!(plan(&texts(&shift)), Some(ShiftPlan::of(&shift)));
        }
    }
}
