//! Icons: line drawings on a grid of 24, one path each. Size, stroke and colour come from the style.
//!
//! An icon never speaks for itself: the word beside it does, so it is hidden from screen readers.

use leptos::prelude::*;

/// The drawings there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// A house.
    Today,
    /// A calendar leaf.
    Activities,
    /// A steaming bowl.
    Canteen,
    /// A speech bubble.
    Needs,
    /// One person.
    Me,
    /// Three lamps on a string.
    Organizations,
    /// A sprout.
    Projects,
    /// An arrow head to the left.
    Back,
    /// A telephone receiver.
    Phone,
    /// A telephone with a screen, or what is used like one.
    Device,
    /// A tick.
    Check,
    /// A clock.
    Clock,
    /// An exclamation mark in a circle.
    Alert,
    /// A magnifying glass.
    Search,
    /// A plus sign.
    Plus,
    /// A minus sign.
    Minus,
    /// A camera.
    Camera,
    /// Two people.
    People,
    /// An arrow head to the right.
    Chevron,
    /// A printer.
    Print,
    /// A cloud that is struck through.
    Offline,
    /// Two sliders.
    Settings,
    /// A cross.
    Close,
    /// An arrow that leaves a box.
    Share,
    /// An open hand.
    Hand,
    /// A circle that is half full: nobody has answered yet.
    Half,
    /// People in a row: a queue.
    Queue,
    /// A tick in a circle: it is over and good.
    Done,
    /// An arrow upwards: on its way.
    Sending,
    /// A bell.
    Bell,
    /// A loudspeaker.
    Voice,
}

/// One icon.
pub fn icon(icon: Icon) -> AnyView {
    view! { <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=icon.path()></path></svg> }.into_any()
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Icon::Today => "M4 11 12 4l8 7v8a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1zM10 20v-6h4v6",
            Icon::Activities => {
                "M5 5h14a1 1 0 0 1 1 1v13a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1zM4 10h16M8.5 3v4M15.5 3v4"
            }
            Icon::Canteen => "M3.5 12h17a8.5 8.5 0 0 1-17 0zM9 20h6M8.5 9c0-2 2-2 2-4.5M13.5 9c0-2 2-2 2-4.5",
            Icon::Needs => concat!(
                "M5 5h14a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H9.5L5 19.5V16a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1zM8 9h8",
                "M8 12.3h5",
            ),
            Icon::Me => "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c1-5.2 14-5.2 15 0",
            Icon::Organizations => concat!(
                "M2.5 5.5c6 3.3 13 3.3 19 0M6 7.2v2.3M12 8v3.5M18 7.2v2.3M12 17.5V20",
                "M6 15a2.75 2.75 0 1 0 0-5.5A2.75 2.75 0 0 0 6 15zM12 17.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6z",
                "M18 15a2.75 2.75 0 1 0 0-5.5 2.75 2.75 0 0 0 0 5.5z",
            ),
            Icon::Projects => concat!(
                "M12 20.5V11M12 13.5c0-4.5-3-6.5-7.5-6.5 0 4.5 3 6.5 7.5 6.5z",
                "M12 11c0-4 2.5-6.5 7.5-6.5 0 4.5-2.5 6.5-7.5 6.5zM7 20.5h10",
            ),
            Icon::Back => "M14.5 5.5 8 12l6.5 6.5",
            Icon::Phone => {
                "M5 4h4l2 5-2.5 1.8a11 11 0 0 0 4.7 4.7L15 13l5 2v4a1 1 0 0 1-1 1C10.5 20 4 13.5 4 5a1 1 0 0 1 1-1z"
            }
            Icon::Device => "M8.5 2.5h7a2 2 0 0 1 2 2v15a2 2 0 0 1-2 2h-7a2 2 0 0 1-2-2v-15a2 2 0 0 1 2-2zM11 18.3h2",
            Icon::Check => "m5 12.5 4.5 4.5L19 7.5",
            Icon::Clock => "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 7.5V12l3 2",
            Icon::Alert => "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 7.5v5.3M12 16.3v.1",
            Icon::Search => "M10.8 17.1a6.3 6.3 0 1 0 0-12.6 6.3 6.3 0 0 0 0 12.6zM15.5 15.5 20 20",
            Icon::Plus => "M12 5.5v13M5.5 12h13",
            Icon::Minus => "M5.5 12h13",
            Icon::Camera => concat!(
                "M4 8h4l1.5-2.5h5L16 8h4a1 1 0 0 1 1 1v9.5a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1z",
                "M12 16.7a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4z",
            ),
            Icon::People => concat!(
                "M9 12a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 19.5c.8-4.5 12.2-4.5 13 0",
                "M16 5.3a3.5 3.5 0 0 1 0 6.4M17.8 15.2c2 .6 3.4 1.9 3.7 4.3",
            ),
            Icon::Chevron => "m9.5 5.5 6.5 6.5-6.5 6.5",
            Icon::Print => concat!(
                "M7 9V4h10v5M7 17H4.5a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1h15a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1H17",
                "M7 14h10v6H7z",
            ),
            Icon::Offline => {
                "M7 18.5a4.5 4.5 0 0 1-.7-8.9M9.5 6.3A6 6 0 0 1 17.8 11a3.8 3.8 0 0 1 2.6 5.8M15 18.5H7M4 4l16 16"
            }
            Icon::Settings => concat!(
                "M4 8h8M18 8h2M4 16h2M12 16h8M15 10.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
                "M9 18.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
            ),
            Icon::Close => "m6 6 12 12M18 6 6 18",
            Icon::Share => concat!(
                "M12 15V4M8 7.5 12 3.5l4 4",
                "M7 11H5.5a1 1 0 0 0-1 1v7.5a1 1 0 0 0 1 1h13a1 1 0 0 0 1-1V12a1 1 0 0 0-1-1H17",
            ),
            Icon::Hand => concat!(
                "M7.5 12.5V6.3a1.4 1.4 0 0 1 2.8 0M10.3 11V4.7a1.4 1.4 0 0 1 2.8 0V11",
                "M13.1 11V5.7a1.4 1.4 0 0 1 2.8 0V12",
                "M15.9 9.2a1.4 1.4 0 0 1 2.8 0v5.3a6 6 0 0 1-6 6",
                "c-3.5 0-4.8-1.5-6.2-4.2L4.3 12a1.45 1.45 0 0 1 2.4-1.5l.8 1.2",
            ),
            Icon::Half => "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 3.5V12h8.5",
            Icon::Queue => concat!(
                "M5 8.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM5 14a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
                "M5 19.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM11 6.5h9M11 12h9M11 17.5h9",
            ),
            Icon::Done => "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM8.3 12.3l2.6 2.6 4.9-5.2",
            Icon::Sending => "M12 19.5v-14M6.5 11 12 5.5l5.5 5.5",
            Icon::Voice => "M4 9.5v5h3.5L12 19V5L7.5 9.5zM15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11",
            Icon::Bell => "M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 2h-15zM10 20.8h4",
        }
    }
}
