//! Lamps: the one ornament. The paper of a lantern from Xiashi is pricked with thousands of needle holes that glow;
//! here a seed (an organization's identity, a date's) decides how the rings of holes are laid, so that 43 teams look
//! like 43 teams without a photo.
//!
//! A ring of N dots is one circle: a dashed line whose dashes have no length and round ends. Nothing is random: the
//! server and the phone draw the same lamp. It is worked out in whole numbers, because the phone would have to download
//! how to write others.

use domain::organization::{Organization, OrganizationClass};
use leptos::prelude::*;
use uuid::Uuid;

/// A lamp of `size` by `size` pixels, in the colour of the text around it.
pub fn lamp(seed: Uuid, rings: u8, size: u16) -> AnyView {
    let dots = circles(seed, rings, BOX, 45);
    view! {
        <svg class="lamp" width=size height=size viewBox="0 0 200 200" aria-hidden="true">{dots}</svg>
    }
    .into_any()
}

/// A lamp that hangs in the corner of something larger, where the style gives `class` its place and size. It fades
/// outwards, so that words can be read over its rim.
pub fn hanging(class: &'static str, seed: Uuid, rings: u8) -> AnyView {
    let dots = circles(seed, rings, BOX, 12);
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
    let dots = circles(organization.id.0, 4, 52, 80);
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

const BOX: i32 = 200;
/// Parts of a pixel, of a degree, of full glow: all sizes are counted in them.
const PART: i32 = 10_000;

/// One ring of holes.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Ring {
    radius: i32,
    dots: i32,
    width: i32,
    turn: i32,
    glow: i32,
}

/// The length of a circle.
fn around(radius: i32) -> i32 {
    radius / 113 * 710
}

/// How far a wave stands up or down after `part` of `parts` of its length, in thousandths (Bhaskara's formula of the sine, a quarter
/// turn later).
fn wave(part: i32, parts: i32) -> i32 {
    let degrees = (360 * part / parts + 90) % 360;
    let (half, sign) = if degrees < 180 { (degrees, 1) } else { (degrees - 180, -1) };
    let bow = half * (180 - half);
    sign * 4_000 * bow / (40_500 - bow)
}

/// "12.34"
fn decimal(parts: i32) -> String {
    let hundredths = (parts + 50) / 100;
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

fn circles(seed: Uuid, rings: u8, side: i32, faintest: i32) -> Vec<AnyView> {
    let centre = side / 2;
    let circle = |ring: Ring| {
        let gap = around(ring.radius) / ring.dots - 100;
        view! {
            <circle
                cx=centre
                cy=centre
                r=decimal(ring.radius)
                stroke-width=decimal(ring.width)
                stroke-dasharray=format!("0.01 {}.{:04}", gap / PART, gap % PART)
                transform=format!("rotate({} {centre} {centre})", decimal(ring.turn))
                opacity=decimal(ring.glow)
            ></circle>
        }
        .into_any()
    };
    lay(seed, rings.max(2).into(), side, faintest).into_iter().map(circle).collect()
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

/// Lays the rings from the inside out; the last glows at `faintest` percent. What they have in common (the pattern, the petals,
/// the twist) is drawn first.
fn lay(seed: Uuid, rings: i32, side: i32, faintest: i32) -> Vec<Ring> {
    let mut draw = Draw::new(seed);
    let pattern = [Pattern::Rays, Pattern::Bands, Pattern::Flower, Pattern::Woven][draw.below(4)];
    let mut turn = draw.below(360) as i32 * PART;
    let quarters = [0, 2, 1, 3][draw.below(4)];
    let petals = [5, 6, 7, 8, 9, 10][draw.below(6)];
    let heavy = draw.below(2) == 0;
    let spoke = if rings > 6 { 50 } else { 66 };
    let swell = if pattern == Pattern::Flower { 55 } else { 0 };
    let step = side * 49 * PART / (rings * 100 + 90 + swell);
    let mut laid = Vec::new();
    for number in 1..=rings {
        let radius = step * number + step / 2;
        let depth = |whole: i32| whole * (number - 1) / (rings - 1);
        let glow = PART - depth((100 - faintest) * PART / 100);
        // As many as stand a little more than a step apart.
        let apart = step / 100 * 112 * petals;
        let even = ((around(radius) + apart / 2) / apart).max(1);
        let full = Ring { radius, dots: even * petals, width: step / 2, turn, glow };
        match pattern {
            Pattern::Rays => {
                let dots = if rings > 6 { petals * 2 + 6 } else { petals + 5 };
                let width = (around(radius) / dots).min(step) / 100 * 62;
                laid.push(Ring { dots, width, ..full });
                turn += quarters * 90 * PART / dots;
            }
            Pattern::Bands => {
                let bold = (number % 2 == 0) == heavy;
                let dots = if bold { (even * 3 / 4).max(1) * petals } else { full.dots };
                laid.push(Ring { dots, width: step / 100 * if bold { 62 } else { 34 }, ..full });
                turn += 180 * PART / dots;
            }
            Pattern::Flower => laid.extend((0..even).map(|part| Ring {
                radius: radius + depth(step / 100 * swell) / 1_000 * wave(part, even),
                dots: petals,
                width: step / 100 * if part == 0 { spoke } else { 34 },
                turn: turn + 360 * PART / petals * part / even,
                glow,
            })),
            Pattern::Woven => {
                let half = 180 * PART / full.dots;
                laid.push(full);
                if number > 1 {
                    laid.push(Ring { width: step / 5, turn: turn + half, ..full });
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
        let opera = lay(Uuid::from_u128(1), 4, 52, 80);
        assert_eq!(opera, lay(Uuid::from_u128(1), 4, 52, 80));
        assert_ne!(opera, lay(Uuid::from_u128(2), 4, 52, 80));
    }

    #[test]
    fn the_wave_is_a_cosine() {
        for (part, height) in [(0, 1000.0), (1, 707.0), (2, 0.0), (3, -707.0), (4, -1000.0), (6, 0.0)] {
            assert!((f64::from(wave(part, 8)) - height).abs() < 5.0, "{part}");
        }
        assert_eq!([decimal(123_456), decimal(5), decimal(99_999)], ["12.35", "0.00", "10.00"]);
    }

    #[test]
    fn no_hole_is_pricked_outside_the_paper() {
        for seed in 0..200_u128 {
            for ring in lay(Uuid::from_u128(seed << 64 | seed), 9, BOX, 30) {
                assert!(ring.radius + ring.width / 2 < BOX * PART / 2, "{ring:?}");
                assert!(ring.dots > 0 && ring.width > 0 && ring.glow >= 3_000);
            }
        }
    }
}
