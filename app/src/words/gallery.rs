//! Words of the page `/style`, for whoever makes pages: when each part is used, and what the samples say.

use crate::look::Lang;

sentences! {
    title: "样式", "The visual language";
    intro: "每个部件的每种样子，在同一页。改样式前后各看一遍。", "Every part in every state, on one page. Look here before and after a change of style.";
    variants: "怎么看", "How to look";
    contents: "目录", "Contents";
    tokens: "底色、字号、间距", "Tokens";
    controls: "能按能填的", "What one presses and fills in";
    things: "事情和清单", "Things and lists";
    frames: "页面的框架", "The frame of a page";
    desks: "工作台和纸面", "The desk, and paper";
    chinese: "中文", "中文";
    english: "English", "English";
    normal: "标准", "Normal";
    elder: "长辈版", "Elder";
    light: "浅色", "Light";
    dark: "深色", "Dark";
    contrast: "高对比", "High contrast";
    large: "大字 150%", "Text 150 %";
    // States.
    rest: "平常", "rest";
    focus: "选中（键盘）", "focus";
    pressed: "按下", "pressed";
    on: "已选", "chosen";
    disabled: "不能按", "disabled";
    waiting: "待确认", "waiting";
    refused: "未成功", "refused";
    settled: "已确认", "settled";
    empty: "空的", "empty";
    long: "字很多", "long text";
    // What the tokens are for.
    colours: "文字和底色成对，数字是对比度。", "Text on its ground; the number is the contrast.";
    type_sizes: "五种字号，只用这五种。", "Five sizes, and no others.";
    spaces: "间距按 4 像素一格。", "Distances, on a grid of 4 px.";
    radii: "三种圆角和药丸形。", "Three radii and the pill.";
    icons: "图标旁边总有字。", "An icon always has its word beside it.";
    lamps: "唯一的装饰：针刺的灯。", "The one ornament: a lamp of pricked holes.";
    // What the samples say.
    act: "去报名", "Sign up";
    other: "不去了", "Not going";
    thing: "越剧小唱", "Opera songs";
    thing_long: "越剧小唱：防诈骗新编，第三场，请自带水杯和老花镜，家里人可以一起来",
        "Opera songs: a new piece about telephone fraud, third evening, bring a cup and your glasses, family is welcome";
    word_long: "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十",
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
    person: "周桂珍", "Zhou Guizhen";
    place: "综合体一楼活动室", "Hall on the first floor";
    soon: "后天下午三点", "The day after tomorrow at three";
    line: "什么都不用带，免费", "Bring nothing; it is free";
    wrong: "这里还没写。写几个字就行。", "Nothing is written here yet. A few words are enough.";
    not_taken: "没报上：时间和理发重了", "Not signed up: it clashes with the barber";
    hint: "写您平时用的名字", "The name that you go by";
    label: "名字", "Name";
    none: "还没有活动", "Nothing is on yet";
    none_text: "过两天再来看看。", "Look again in a few days.";
    sure: "真的不去了？名额会给别人。", "Really not going? The place goes to somebody else.";
    dish: "红烧鱼块", "Braised fish";
    price: "6 元", "¥6";
    left: "剩 18 份", "18 left";
    search: "找人、找活动", "Find people and activities";
    fewer: "少一份", "One less";
    more: "多一份", "One more";
    picture: "一盏灯", "A lamp";
    remove: "拿掉照片", "Remove the photo";
    add: "加照片", "Add a photo";
    filter: "挑一挑", "Filter";
    day: "周三", "Wed";
    pages: "页面", "Pages";
    said: "刚刚更新", "Just updated";
}

/// The ordinal of a sample among those that look alike, after its word.
pub fn numbered(word: &str, number: usize) -> String {
    format!("{word} {number}")
}

/// The figure beside a pair of colours.
pub fn ratio(lang: Lang, ratio: &str, enough: bool) -> String {
    if enough { ratio.into() } else { format!("{ratio} {}", lang.pick("不够", "too low")) }
}

/// When to use the part with this name; nothing for a name that is not there.
pub fn note(lang: Lang, id: &str) -> &'static str {
    let found = NOTES.iter().find(|(name, ..)| *name == id);
    found.map_or("", |(_, zh, en)| lang.pick(*zh, *en))
}

/// One line for each sample, under its name.
const NOTES: &[(&str, &str, &str)] = &[
    ("button", "一页只有一个主要的按钮。", "The one primary action of a page."),
    ("button-quiet", "别的都用它。", "Every other action."),
    ("button-danger", "收不回来的事，问过再做。", "What cannot be taken back, after a question."),
    ("two-step", "要紧的事先问一句。", "Asks before it acts, in the same place."),
    ("share", "把这一页发给邻居。", "Hands a page on to a neighbour."),
    ("chip", "挑一类；点了变深。", "Filters; the chosen one is dark."),
    ("choice", "几样里选一样或几样。", "One or several of a few, each with its reason."),
    ("field", "一个空一个名，错在旁边说。", "One label, one field; what is wrong stands beside it."),
    ("select", "超过五样才用它。", "One of more than five."),
    ("search", "在长清单里找。", "Finds in a long list."),
    ("stepper", "一份两份，不用打字。", "A small count, without typing."),
    ("segments", "两三种看法，换着看。", "Two or three views of the same."),
    ("switch", "开或关，马上算数。", "On or off, at once."),
    ("setting", "一行一个设置。", "One line for each setting."),
    ("people", "替谁办。", "For whom something is done."),
    ("aloud", "把一页念给人听。", "Has a page read aloud; once it reads, there are more buttons."),
    ("photos", "报事情时加的照片。", "Photos of a report."),
    ("state", "事情怎么样了：图标加字。", "How a thing stands: a sign and a word, never a colour alone."),
    ("notice", "这会儿该知道的一件事。", "One thing to know now, where it concerns somebody."),
    ("offer", "空出来的名额，一点就答。", "A place that came free, with both answers."),
    ("card", "一件事的一块地方。", "One thing and what belongs to it."),
    ("item", "清单里的一场活动。", "One date in a list."),
    ("growth", "清单很长，看到底再看下去。", "The end of a long list, where it grows."),
    ("shift", "清单里的一班。", "One shift in a list."),
    ("dish", "菜、价钱、还剩几份。", "A dish, its price, what is left."),
    ("facts", "左边是什么，右边是多少。", "Labels left, values right."),
    ("steps", "一件事走到哪一步。", "How far a thing has come."),
    ("tiles", "长辈版的几扇大门。", "The few large doors of the elder view."),
    ("countdown", "还能改多久。", "How long something can still be changed."),
    ("device", "登录着的一部手机。", "A phone that somebody is signed in on."),
    ("empty", "没有东西时，说能做什么。", "Nothing here: says so, and what one can do."),
    ("skeleton", "马上就来的样子，不会动。", "The shape of what is coming, without movement."),
    ("picture", "活动和菜的照片。", "A picture that everyone may see."),
    ("portrait", "每支队伍有自己的灯。", "Every team has a lamp of its own, on its class's colour."),
    ("prose", "要读的长文章。", "A text to be read."),
    ("code", "给人念的号码。", "A number that is read out."),
    ("arrival", "到了，给人扫码。", "At the door: the code, and \"here I am\"."),
    ("report", "邻居的事，我也需要。", "A neighbour's report, and \"me too\"."),
    ("needs", "一类需求，点开才看。", "A class of needs, folded until somebody opens it."),
    ("next-card", "我的下一件事。", "My next thing, on top of Today."),
    ("page-head", "一页叫什么。", "The name of a page."),
    ("back", "回到上一页。", "The way back, with the name of that place."),
    ("section-head", "一段叫什么，更多在哪。", "The name of a part, and the way to more."),
    ("tab-bar", "五个地方，总在老地方。", "The five places, always in the same place."),
    ("sync", "看到的新不新，有没有没送出去。", "How old this is, and what still waits on this phone."),
    ("bell", "还有几件没看。", "How much has not been seen."),
    ("hand", "手一拉，说一句就走。", "Says one thing after a pull, and goes."),
    ("toast", "刚才办了什么，还能撤销。", "What was just done, with the way back."),
    ("help-line", "每页底下都能打电话。", "One tap to call, at the foot of every page."),
    ("trouble", "这部手机的要紧事。", "What must be known about this phone."),
    ("elder-view", "问一次字够不够大。", "Asks once which size can be read."),
    ("day-strip", "挑一天。", "Choosing a day."),
    ("filters", "一排可以挑的。", "A row of filters."),
    ("order-bar", "点了多少，交出去。", "What is chosen, and the button that orders it."),
    ("dock", "一页要做的那件事，就在拇指边。", "The one thing to do on a page, within the thumb's reach."),
    ("org-head", "一支队伍的门面。", "The poster of an organization."),
    ("desk", "工作台的页面条。", "The desk's own bar of pages."),
    ("table", "在手机上一行一张卡。", "On a phone every row is a card."),
    ("month", "手机上一天一张，宽屏上是一页月历。", "A list of days on a phone, a sheet of weeks on a wide screen."),
    ("stats", "今天几份几单。", "A few large numbers."),
    ("more", "可以不管的，先折起来。", "What has an answer already, folded."),
    ("qr", "给手机扫的，总是黑白。", "For a camera: dark on light in every theme."),
    ("resident-card", "印出来发给居民。", "Printed, for a resident."),
    ("poster", "贴在楼道里，三步外能看清。", "On a wall, read from three steps away."),
    ("certificate", "服务时长的证明。", "A certificate of service hours."),
    ("bars", "数字旁边画一条，一看就知道。", "A bar beside each number."),
    ("blocks", "不认字也能点到自己那幢楼。", "Taps one's own building, without reading."),
];

/// Whether a sample has a line.
#[cfg(test)]
pub(crate) fn noted(id: &str) -> bool {
    NOTES.iter().any(|(name, ..)| *name == id)
}
