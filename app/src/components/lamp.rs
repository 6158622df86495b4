//! Lamps: the one ornament. The paper of a lantern from Xiashi is pricked with thousands of needle holes that glow;
//! here a seed (an organization's identity, a date's) decides how the rings of holes are laid, so that 43 teams look
//! like 43 teams without a photo.
//!
//! A ring of N dots is one circle: a dashed line whose dashes have no length and round ends. Nothing is random: the
//! server and the phone draw the same lamp.

use domain::organization::{Organization, OrganizationClass};
use leptos::prelude::*;
use std::f32::consts::PI;
use uuid::Uuid;

/// A lamp of `size` by `size` pixels, in the colour of the text around it.
pub fn lamp(seed: Uuid, rings: u8, size: u16) -> AnyView {
    let dots = circles(seed, rings, BOX, 0.45);
    view! {
        <svg class="lamp" width=size height=size viewBox="0 0 200 200" aria-hidden="true">{dots}</svg>
    }
    .into_any()
}

/// A lamp that hangs in the corner of something larger, where the style gives `class` its place and size. It fades
/// outwards, so that words can be read over its rim.
pub fn hanging(class: &'static str, seed: Uuid, rings: u8) -> AnyView {
    let dots = circles(seed, rings, BOX, 0.12);
    view! { <svg class=format!("lamp {class}") viewBox="0 0 200 200" aria-hidden="true">{dots}</svg> }.into_any()
}

/// An organization's portrait, on the ground of its class.
pub fn portrait(organization: &Organization) -> AnyView {
    framed("lamp portrait", organization)
}

/// The same, larger: for the head of a page.
pub fn large_portrait(organization: &Organization) -> AnyView {
    framed("lamp portrait is-large", organization)
}

fn framed(class: &'static str, organization: &Organization) -> AnyView {
    let class = format!("{class} {}", class_name(organization.class));
    let dots = circles(organization.id.0, 4, 52.0, 0.8);
    view! { <svg class=class viewBox="0 0 52 52" aria-hidden="true">{dots}</svg> }.into_any()
}

/// The style class that gives a class of organizations its two colours.
pub fn class_name(class: OrganizationClass) -> &'static str {
    match class {
        OrganizationClass::Culture => "class-culture",
        OrganizationClass::Mutual => "class-mutual",
        OrganizationClass::Elder => "class-elder",
        OrganizationClass::Child => "class-child",
        OrganizationClass::Peace => "class-peace",
        OrganizationClass::Charity => "class-charity",
    }
}

const BOX: f32 = 200.0;

/// One ring of holes.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Ring {
    radius: f32,
    dots: u16,
    width: f32,
    turn: f32,
    glow: f32,
}

fn circles(seed: Uuid, rings: u8, side: f32, faintest: f32) -> Vec<AnyView> {
    let centre = side / 2.0;
    let circle = |ring: Ring| {
        let gap = 2.0 * PI * ring.radius / f32::from(ring.dots) - 0.01;
        view! {
            <circle
                cx=centre
                cy=centre
                r=format!("{:.2}", ring.radius)
                stroke-width=format!("{:.2}", ring.width)
                stroke-dasharray=format!("0.01 {gap:.4}")
                transform=format!("rotate({:.2} {centre} {centre})", ring.turn)
                opacity=format!("{:.2}", ring.glow)
            ></circle>
        }
        .into_any()
    };
    lay(seed, rings.max(2), side, faintest).into_iter().map(circle).collect()
}

/// The ways of pricking a lamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pattern {
    /// As many holes on every ring, growing outwards: straight rays, a lattice or a spiral.
    Rays,
    /// Every other ring is heavy.
    Bands,
    /// The rings swell and shrink into petals.
    Flower,
    /// Fine holes between the coarse ones.
    Woven,
}

/// Lays the rings from the inside out. What they have in common (the pattern, the petals, the twist) is drawn first.
fn lay(seed: Uuid, rings: u8, side: f32, faintest: f32) -> Vec<Ring> {
    let mut draw = Draw::new(seed);
    let pattern = [Pattern::Rays, Pattern::Bands, Pattern::Flower, Pattern::Woven][draw.below(4)];
    let mut turn = draw.below(360) as f32;
    let twist = [0.0, 0.5, 0.25, 0.75][draw.below(4)];
    let petals = [5, 6, 7, 8, 9, 10][draw.below(6)];
    let heavy = draw.below(2) == 0;
    let spoke = if rings > 6 { 0.5 } else { 0.66 };
    let swell = if pattern == Pattern::Flower { 0.55 } else { 0.0 };
    let step = side * 0.49 / (f32::from(rings) + 0.9 + swell);
    let mut laid = Vec::new();
    for number in 1..=rings {
        let radius = step * (f32::from(number) + 0.5);
        let depth = f32::from(number - 1) / f32::from(rings - 1);
        let glow = 1.0 - (1.0 - faintest) * depth;
        let even = (2.0 * PI * radius / (step * 1.12) / f32::from(petals)).round().max(1.0) as u16;
        let full = Ring { radius, dots: even * petals, width: step * 0.5, turn, glow };
        match pattern {
            Pattern::Rays => {
                let dots = if rings > 6 { petals * 2 + 6 } else { petals + 5 };
                let width = (2.0 * PI * radius / f32::from(dots)).min(step) * 0.62;
                laid.push(Ring { dots, width, ..full });
                turn += twist * 360.0 / f32::from(dots);
            }
            Pattern::Bands => {
                let bold = number.is_multiple_of(2) == heavy;
                let dots = if bold { (even * 3 / 4).max(1) * petals } else { full.dots };
                laid.push(Ring { dots, width: step * if bold { 0.62 } else { 0.34 }, ..full });
                turn += 180.0 / f32::from(dots);
            }
            Pattern::Flower => laid.extend((0..even).map(|part| {
                let share = f32::from(part) / f32::from(even);
                Ring {
                    radius: radius + step * swell * depth * (2.0 * PI * share).cos(),
                    dots: petals,
                    width: step * if part == 0 { spoke } else { 0.34 },
                    turn: turn + 360.0 / f32::from(petals) * share,
                    glow,
                }
            })),
            Pattern::Woven => {
                let half = 180.0 / f32::from(full.dots);
                laid.push(full);
                if number > 1 {
                    laid.push(Ring { width: step * 0.2, turn: turn + half, ..full });
                }
                turn += half;
            }
        }
    }
    laid
}

/// Numbers that follow from a seed (splitmix64).
struct Draw(u64);

impl Draw {
    fn new(seed: Uuid) -> Self {
        let (high, low) = seed.as_u64_pair();
        Self(high ^ low.rotate_left(32))
    }

    fn below(&mut self, limit: u64) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % limit) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_team_keeps_its_lamp_and_another_team_has_another_one() {
        let opera = lay(Uuid::from_u128(1), 4, 52.0, 0.8);
        assert_eq!(opera, lay(Uuid::from_u128(1), 4, 52.0, 0.8));
        assert_ne!(opera, lay(Uuid::from_u128(2), 4, 52.0, 0.8));
    }

    #[test]
    fn no_hole_is_pricked_outside_the_paper() {
        for seed in 0..200_u128 {
            for ring in lay(Uuid::from_u128(seed << 64 | seed), 9, BOX, 0.3) {
                assert!(ring.radius + ring.width / 2.0 < BOX / 2.0, "{ring:?}");
                assert!(ring.dots > 0);
            }
        }
    }
}
