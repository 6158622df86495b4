//! Words of the cook's menus, and of a day's orders on paper.

use crate::look::Lang;
use crate::words::counted;

sentences! {
    menu: "菜单", "Menu";
    sheets: "打印单子", "Sheets to print";
    to_kitchen: "今天的饭", "Meals";
    pick_day: "选一天", "Choose a day";
    hint: "写几份就做几份，空着就是不做。", "Write how many portions; empty means not on the menu.";
    eat_in: "堂食最多几单", "Eat-in orders, at most";
    eat_in_hint: "空着：有菜就能订。", "Empty: as long as there is food.";
    deliver: "送餐最多几单", "Deliveries, at most";
    deliver_hint: "空着：这天不送餐。", "Empty: no delivery that day.";
    save: "定下这天的菜单", "Set this day's menu";
    saved: "菜单定好了", "The menu is set";
    wrong: "请写一个数，或者空着。", "Please write a number, or leave it empty.";
    some_wrong: "有的份数不是数，请看标出来的。", "Some portions are no numbers. Please look at those that are marked.";
    no_dishes: "还没有菜可选", "There are no dishes to choose";
    no_dishes_text: "菜在社区的文件里，请找社区登记。", "Dishes are in the committee's files. Please ask the office.";
    like_last_week: "像上周一样", "Copy last week's menus";
    like_last_week_question: "从明天起七天，照一周前的菜单做？已有菜单的日子不动。",
        "Cook from tomorrow on what there was a week before, for seven days? Days with a menu stay as they are.";
    like_last_week_yes: "照上周的做", "Yes, copy them";
    like_last_week_no: "先不用", "Not now";
    copied: "照上周排好了", "Last week's menus are copied";
    pictures: "菜的照片", "Pictures of dishes";
    picture: "一张照片（可不放）", "A picture (optional)";
    picture_hint: "大家都看得到，放在菜单里。文件里改了菜，照片还在。",
        "Everyone sees it, on the menu. It stays when the committee's files change the dish.";
    picture_save: "保存照片", "Save the picture";
    picture_unsaved: "照片还没保存，先保存或不换，再选别的菜。",
        "The picture is not saved yet: save it or drop it, then choose another dish.";
    picture_drop: "不换照片", "Drop it";
    picture_saved: "照片保存了", "The picture is saved";
    whole_kitchen: "厨房单", "Kitchen";
    counter: "窗口单", "Counter";
    delivery: "送餐单", "Delivery";
    which: "哪张单子", "Which sheet";
    print: "打印这张", "Print this sheet";
    marks: "特点", "Notes";
    eaten_in: "堂食", "Eaten in";
    brought: "送餐", "Delivered";
    together: "一共", "Total";
    room: "门牌", "Door";
    nothing: "这天没有", "Nothing on this day";
}

/// "清真 12 份，软食 8 份": the special diets of a day, in portions.
pub fn diets(lang: Lang, halal: u32, soft: u32) -> String {
    lang.pick(
        format!("清真 {halal} 份，软食 {soft} 份"),
        format!(
            "Halal: {}; soft food: {}",
            counted(halal, "portion", "portions"),
            counted(soft, "portion", "portions")
        ),
    )
}

/// "3幢 一单元": where a neighbour with the meals goes next.
pub fn stairwell(building: &str, stairwell: &str) -> String {
    [building, stairwell].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
