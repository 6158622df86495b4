//! Words of the line that says what was just done.

sentences! {
    signed_up: "您报了名。", "You signed up.";
    ordered: "您订了餐。", "You ordered a meal.";
    took_shift: "您接了这一班。", "You took this shift.";
    undo: "撤销", "Undo";
    undone: "撤销了。", "Undone.";
}
