//! What an import leaves alone: lines of the committee's files that say otherwise than people have said in the app since.
//!
//! Whoever left a team is not put back, and whoever stands in for others, or no longer does, stays so. Who leads a team is the
//! committee's to say: its word counts always. A day whose menu the cook has set stays as it is: what was taken off is not cooked.
//! What the desk has made of a resident stands until the files say something else than last time.

use super::census::{Census, MemberLine};
use super::member::named;
use domain::member::Standing;
use domain::when::Day;
use domain::wire::leaving::How;
use std::fmt;

/// One line that is left alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The team's name.
    pub organization: String,
    /// The committee's code for the person, and their name.
    pub resident: (String, String),
    /// What the file says.
    pub file: Standing,
    /// What was said in the app; none where they left.
    pub app: Option<Standing>,
}

impl Kept {
    /// Whether a line is left alone, and what is told of that. `app` is what was said in the app of that person in that team.
    pub fn of(line: &MemberLine, app: Option<Standing>, census: &Census) -> Option<Kept> {
        // A volunteer and a member may do the same.
        let plain = |standing| matches!(standing, Standing::Member | Standing::Volunteer);
        let agrees = app.is_some_and(|app| app == line.standing || (plain(app) && plain(line.standing)));
        if agrees || line.standing == Standing::Leader {
            return None;
        }
        let team = census.organizations.iter().find(|team| team.id == line.organization);
        let who = census.residents.iter().find(|who| who.id == line.resident);
        Some(Kept {
            organization: team.map(|team| team.name.clone()).unwrap_or_default(),
            resident: who.map(|who| (who.code.clone(), who.name.clone())).unwrap_or_default(),
            file: line.standing,
            app,
        })
    }
}

impl fmt::Display for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Kept { organization, resident: (code, name), .. }, file) = (self, named(self.file));
        let app = match self.app {
            None => "本人在手机上已经退出".to_owned(),
            Some(app) => format!("在手机上已经改成“{}”", named(app)),
        };
        write!(f, "members.csv 里{organization}的 {code} {name} 是“{file}”，{app}：没有动")
    }
}

/// A cell of `residents.csv`, or what several of them say together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Behind which door they live.
    Door,
    /// What they are called.
    Name,
    /// What neighbours say.
    Called,
    /// Their gender.
    Gender,
    /// The month of birth.
    Born,
    /// The telephone number.
    Phone,
}

impl Part {
    /// Those that are a text each.
    pub const TEXTS: [Part; 5] = [Part::Name, Part::Called, Part::Gender, Part::Born, Part::Phone];

    /// What it is called, in the report of an import and in the log of the desk.
    pub fn named(self) -> &'static str {
        match self {
            Part::Door => "住址",
            Part::Name => "姓名",
            Part::Called => "称呼",
            Part::Gender => "性别",
            Part::Born => "出生年月",
            Part::Phone => "电话",
        }
    }
}

/// A line of `residents.csv` of which something is left as the desk has it. It is told without what stands there: who may read this
/// need not know a telephone number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptResident {
    /// The committee's code for the person, and their name as the file has it.
    pub resident: (String, String),
    /// What is left alone, because the file says it as it did last time.
    pub parts: Vec<Part>,
    /// Why they do not live here any more.
    pub gone: Option<How>,
}

impl fmt::Display for KeptResident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (code, name) = &self.resident;
        write!(f, "residents.csv 里的 {code} {name}")?;
        match self.gone {
            Some(How::MovedAway) => return write!(f, "，工作台记了已经搬走：文件未采用，没有恢复"),
            Some(How::Died) => return write!(f, "，工作台记了已经去世：文件未采用，没有恢复"),
            None => {}
        }
        let parts: Vec<&str> = self.parts.iter().map(|part| part.named()).collect();
        write!(f, "：{}工作台改过，文件未采用", parts.join("、"))
    }
}

/// A day of `menus.csv` that is left alone: the cook has set it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeptMenu(pub Day);

impl fmt::Display for KeptMenu {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "menus.csv 里 {} 的菜和食堂在手机上定的不一样：没有动", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::sample::read_with;

    fn told(standing: Standing, app: Option<Standing>) -> Option<String> {
        let census = read_with(&[]);
        let line = MemberLine { standing, ..*census.members.last().unwrap() };
        Kept::of(&line, app, &census).map(|kept| kept.to_string())
    }

    #[test]
    fn what_was_said_in_the_app_is_left_alone_and_told() {
        let left = told(Standing::Member, None).unwrap();
        assert!(left.starts_with("members.csv 里象棋队的 R"), "{left}");
        assert!(left.ends_with("是“成员”，本人在手机上已经退出：没有动"), "{left}");
        let stands_in = told(Standing::Volunteer, Some(Standing::Substitute)).unwrap();
        assert!(stands_in.ends_with("是“志愿者”，在手机上已经改成“替补”：没有动"), "{stands_in}");
        assert!(told(Standing::Substitute, Some(Standing::Member)).is_some());
    }

    #[test]
    fn what_the_desk_has_made_of_a_resident_is_told_without_what_it_is() {
        let told = |parts: &[Part], gone| {
            KeptResident { resident: ("R0001".into(), "周桂珍".into()), parts: parts.to_vec(), gone }.to_string()
        };
        let changed = told(&[Part::Door, Part::Phone], None);
        assert_eq!(changed, "residents.csv 里的 R0001 周桂珍：住址、电话工作台改过，文件未采用");
        let gone = told(&[Part::Door], Some(How::MovedAway));
        assert_eq!(gone, "residents.csv 里的 R0001 周桂珍，工作台记了已经搬走：文件未采用，没有恢复");
    }

    #[test]
    fn where_both_say_the_same_there_is_nothing_to_tell_and_leaders_are_the_committees() {
        assert_eq!(told(Standing::Substitute, Some(Standing::Substitute)), None);
        assert_eq!(told(Standing::Volunteer, Some(Standing::Member)), None);
        assert_eq!(told(Standing::Leader, None), None);
    }
}
