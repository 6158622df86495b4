//! A dish (菜) the canteen can cook, with what people who do not eat everything ask about it.

use crate::id::DishId;
use crate::read::Read;
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
}
