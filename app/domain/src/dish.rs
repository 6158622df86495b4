//! A dish (菜) the canteen can cook, with what people who do not eat everything ask about it, and what it looks like.
//!
//! Dishes are the committee's files' word; the picture alone is the cook's, and a file takes none away.

use crate::change::Change;
use crate::facts::Facts;
use crate::id::{DishId, PhotoId};
use crate::permission::{Act, require};
use crate::picture;
use crate::read::Read;
use crate::refusal::Refusal;
use serde::Serialize;

/// What kind of dish it is: the order on the menu.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum DishKind {
    /// 荤.
    #[default]
    Meat,
    /// 素.
    Vegetable,
    /// 汤.
    Soup,
    /// 主食.
    Staple,
}

/// One dish.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Dish {
    /// Its identity.
    pub id: DishId,
    /// 红烧鱼块.
    pub name: String,
    /// Its kind.
    pub kind: DishKind,
    /// Price in fen.
    pub price_fen: i64,
    /// What is in it that some people do not stand: 虾、花生. Empty where nothing was said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub allergens: String,
    /// It is cooked 清真, as the committee's file says.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub halal: bool,
    /// Soft food (软食), for those who chew badly.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub soft: bool,
    /// What it looks like. See [`crate::picture`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<PhotoId>,
}

/// The cook shows what a dish looks like, or shows it no longer.
///
/// # Errors
/// Where the picture did not arrive, or is not the kitchen's to show, among others.
pub fn show(facts: &Facts, id: DishId, picture: Option<PhotoId>) -> Result<Vec<Change>, Refusal> {
    require(&facts.actor, Act::ServeLunch)?;
    let dish = facts.dishes.iter().find(|dish| dish.id == id).ok_or(Refusal::NotFound)?;
    picture::check(facts)?;
    let mut changes = vec![Change::Dish(Dish { picture, ..dish.clone() })];
    changes.extend(picture::gone(dish.picture.as_slice(), picture.as_slice()));
    Ok(changes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{cook, facts, guizhen, id};

    fn ribs(picture: Option<PhotoId>) -> Dish {
        Dish { id: DishId(id(1)), name: "红烧排骨".into(), picture, ..Dish::default() }
    }

    #[test]
    fn the_cook_alone_shows_a_dish_and_what_it_showed_before_goes() {
        let (one, two) = (PhotoId(id(8)), PhotoId(id(9)));
        let kitchen = |picture| Facts { dishes: vec![ribs(picture)], ..facts(cook()) };
        let shown = |facts: &Facts, picture| show(facts, DishId(id(1)), picture);
        assert_eq!(shown(&kitchen(None), Some(one)), Ok(vec![Change::Dish(ribs(Some(one)))]));
        let anew = vec![Change::Dish(ribs(Some(two))), Change::NoPictures(vec![one])];
        assert_eq!(shown(&kitchen(Some(one)), Some(two)), Ok(anew));
        let none = vec![Change::Dish(ribs(None)), Change::NoPictures(vec![one])];
        assert_eq!(shown(&kitchen(Some(one)), None), Ok(none));
        let lacking = Facts { no_picture: true, ..kitchen(None) };
        assert_eq!(shown(&lacking, Some(one)), Err(Refusal::NoPicture));
        let neighbour = Facts { actor: guizhen(), ..kitchen(None) };
        assert_eq!(shown(&neighbour, Some(one)), Err(Refusal::NotAllowed));
        assert_eq!(show(&kitchen(None), DishId(id(2)), Some(one)), Err(Refusal::NotFound));
    }
}
