//! Words of the picture of where people live.

use crate::look::Lang;
use crate::words::counted;

sentences! {
    tap_compound: "也可以在图上点小区", "Or tap a compound in the picture";
    other_compounds: "看别的小区", "Other compounds";
    sketch: "示意图，不是房子真正的位置。", "A sketch: the houses do not really stand like this.";
    find: "按楼幢找", "Find by building";
}

/// "在图上点：隆兴嘉苑" / "Tap in the picture: 隆兴嘉苑".
pub fn tap_building(lang: Lang, compound: &str) -> String {
    lang.pick(format!("在图上点：{compound}"), format!("Tap in the picture: {compound}"))
}

/// "4 幢" / "4 buildings".
pub fn buildings(lang: Lang, count: usize) -> String {
    lang.pick(format!("{count} 幢"), counted(count, "building", "buildings"))
}
