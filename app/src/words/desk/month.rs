//! Words of a month at the desk.

sentences! {
    title: "一个月的安排", "The month";
    see: "看整月", "See the month";
    before: "上个月", "Month before";
    after: "下个月", "Month after";
    shift: "班次", "Shift";
    off: "取消了", "Called off";
    none: "这个月没有安排", "Nothing in this month";
    none_text: "场次和班次排好了，会在这里按天列出来。", "Dates and shifts stand here day by day once they are planned.";
}
