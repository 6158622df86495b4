//! A venue (场地): a function zone of the complex, or a place outdoors.
//!
//! The committee's file names them. A leader may also write a place that is none of these ("3 幢楼下的空地"). It becomes a venue whose
//! identity follows from its words, so that the same words are the same place, and whatever shows, prints or exports venues shows it
//! too: also a phone whose release has never heard of such a thing.

use crate::change::Change;
use crate::facts::Facts;
use crate::id::{CommunityId, VenueId};
use crate::occurrence::CAPACITY_MAX;
use crate::read::Read;
use crate::refusal::Refusal;
use serde::Serialize;

/// The longest name of a place that somebody writes, in characters.
pub const PLACE_MAX: usize = 40;

/// Where something takes place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Venue {
    /// Its identity.
    pub id: VenueId,
    /// 书画室.
    pub name: String,
    /// 综合体二楼东.
    pub place: String,
    /// How many people fit in.
    pub seats: u32,
    /// One of the 12 function zones of the complex.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub zone: bool,
    /// Shown as 示例.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub synthetic: bool,
}

impl Venue {
    /// A place that is none of the committee's venues, by its words. How many fit in nobody has said.
    pub fn written(community: CommunityId, words: &str) -> Venue {
        let name = Venue::name(words);
        let id = VenueId::of_code(community, &format!("written:{name}"));
        Venue { id, name, seats: CAPACITY_MAX, ..Venue::default() }
    }

    fn name(words: &str) -> String {
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Whether somebody has written it, and not the committee's file.
    pub fn is_written(&self, community: CommunityId) -> bool {
        self.id == Venue::written(community, &self.name).id
    }
}

/// Whether there is such a place: a venue, or one that is written along, which is made where nobody has written it before.
pub(crate) fn found(facts: &Facts, venue: VenueId, words: &str) -> Result<Option<Change>, Refusal> {
    // First of all: of what is too long nothing is made, also not where the place is there already.
    if Venue::name(words).chars().count() > PLACE_MAX {
        return Err(Refusal::WordsTooLong { max: PLACE_MAX });
    }
    if facts.venue.is_some() {
        return Ok(None);
    }
    let place = Venue::written(facts.community.id, words);
    if place.name.is_empty() || place.id != venue {
        return Err(Refusal::NotFound);
    }
    Ok(Some(Change::Venue(place)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn there(words: &str) -> Venue {
        Venue::written(CommunityId::default(), words)
    }

    #[test]
    fn the_same_words_are_the_same_place_whatever_space_is_around_them() {
        assert_eq!(there(" 3 幢楼下的空地 "), there("3  幢楼下的空地"));
        assert_ne!(there("3 幢楼下").id, there("4 幢楼下").id);
        assert!(there("3 幢楼下").is_written(CommunityId::default()));
        let hall =
            Venue { id: VenueId::of_code(CommunityId::default(), "hall"), name: "戏台".into(), ..Venue::default() };
        assert!(!hall.is_written(CommunityId::default()));
    }

    #[test]
    fn a_place_is_made_once_and_only_by_its_own_words() {
        let facts = Facts::default();
        let place = there("3 幢楼下");
        assert_eq!(found(&facts, place.id, "3 幢楼下"), Ok(Some(Change::Venue(place.clone()))));
        assert_eq!(found(&facts, place.id, "4 幢楼下"), Err(Refusal::NotFound));
        assert_eq!(found(&facts, place.id, ""), Err(Refusal::NotFound));
        let long = "长".repeat(PLACE_MAX + 1);
        assert_eq!(found(&facts, there(&long).id, &long), Err(Refusal::WordsTooLong { max: PLACE_MAX }));
        let facts = Facts { venue: Some(place.clone()), ..facts };
        assert_eq!(found(&facts, place.id, "3 幢楼下"), Ok(None));
        assert_eq!(
            found(&facts, place.id, &long),
            Err(Refusal::WordsTooLong { max: PLACE_MAX }),
            "also beside a place"
        );
    }
}
