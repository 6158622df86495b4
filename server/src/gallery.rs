//! The sheet of the page `/style`: the app's own style, in which a sample can say by itself that it is pressed or has the focus.
//!
//! A browser has no switch for that, and to write every `:active` twice would let the two drift apart and be downloaded by every
//! phone. So the very sheet that phones get is read here, and each of those states is widened by the mark of a sample
//! (`data-state`). A mark weighs as much as the state that it stands for, so which rule wins stays as it is.

/// How samples are laid out: on that page alone.
const OWN: &str = include_str!("../../style/gallery.css");

/// A state, and what in a marked sample is in it.
const STATES: [(&str, &str, &str); 3] = [
    (":active", "pressed", "a,button,label,summary"),
    (":focus-visible", "focus", "a,button,input,select,textarea,summary"),
    (":focus-within", "focus", "input,label.photo-add,label.button"),
];

/// The sheet. `contrast` takes it for granted that the person asks for more of it.
pub fn sheet(style: &str, contrast: bool) -> String {
    // A condition and no state.
    let mut sheet = style.replace("forced-colors:active", "forced-colors: active");
    for (state, mark, parts) in STATES {
        sheet = sheet.replace(state, &format!(":is({state},[data-state={mark}] :where({parts}))"));
    }
    if contrast {
        // Always so.
        sheet = sheet.replace("prefers-contrast:more", "min-width:0").replace("prefers-contrast: more", "min-width:0");
    }
    sheet + OWN
}

#[cfg(test)]
mod tests {
    use super::*;

    fn widened(style: &str, contrast: bool) -> String {
        let sheet = sheet(style, contrast);
        sheet.strip_suffix(OWN).unwrap_or_default().to_string()
    }

    #[test]
    fn a_state_is_also_its_mark() {
        let pressed = ":is(:active,[data-state=pressed] :where(a,button,label,summary))";
        assert_eq!(widened(".tile:active{color:red}", false), format!(".tile{pressed}{{color:red}}"));
        let focus = widened(":focus-visible{outline:0}", false);
        assert!(focus.starts_with(":is(:focus-visible,[data-state=focus] :where(a,"), "{focus}");
    }

    #[test]
    fn a_condition_is_no_state() {
        let condition = "@media(forced-colors:active){a{color:red}}";
        assert_eq!(widened(condition, false), "@media(forced-colors: active){a{color:red}}");
    }

    #[test]
    fn more_contrast_is_there_when_it_is_asked_for() {
        let style = "@media(prefers-contrast:more){a{color:red}}";
        assert_eq!(widened(style, false), style);
        assert_eq!(widened(style, true), "@media(min-width:0){a{color:red}}");
    }
}
