//! What is in the archive and what is not, in plain words for whoever opens it.

/// The name of the text.
pub(super) const NAME: &str = "说明.txt";

pub(super) const TEXT: &str = "\u{feff}这里是社区的全部数据，请像保管名册一样保管：里面有姓名、住址和电话。\r
\r
社区.xlsx：给人看的表，每一类一页。\r
其他 .csv 文件：给新服务器用的。在空的数据库上执行 xishan import 这个文件.zip。\r
\r
.csv 文件怎么写：一行一条，里面的 ↵ 是换行；开头的 ' 是防止表格软件当成公式，读的时候会去掉。\r
没有代码的行，代码一列写的是系统编号，不要改。\r
\r
.csv 文件里没有的（社区.xlsx 里大多有）：\r
- 报名、签到、值班、时长、证明、订单、送餐、评价、长期订餐、记账和余额、诉求、走访、委托、接送人、表决、操作记录\r
- 已经过去的场次、班次和菜单；跨过半夜的场次；取消了的班次\r
- 不是按星期重复的规则（只有已经排出的场次）\r
- 抽签、审核、留名额、报名时间的限制；照片和图片；班次和场次的关系\r
- 已经搬走或过世的人；并到另一条的记录\r
没有设“称呼”的负责人，导入时会提醒先补上。\r
\r
两边都没有的：过敏和紧急联系人、谁在哪部手机上登录、哪部手机弹提醒、密码和验证器、居民卡、手机的收据、通知、无记名的票。\r
要一份完整的备份，请用 xishan backup。\r
\r
\r
This is everything of the community. Keep it as you keep the register: it holds names, addresses and telephone numbers.\r
\r
The workbook is for people to read, a sheet for each kind of thing.\r
The .csv files are for a new server: on an empty database, run xishan import FILE.zip.\r
\r
In the .csv files, ↵ stands for a line break; an apostrophe in front keeps programs for tables from taking a text for a formula,\r
and is taken off again. Where a row has no code, its column holds an identity: leave it as it is.\r
\r
Not in the .csv files (most of it is in the workbook):\r
- sign-ups, attendance, duties, hours, certificates, orders and who brought them, ratings, regular orders, ledger and balances,\r
  reports, visits, mandates, collectors, votes, the log of the desk\r
- dates, shifts and menus that are over; dates that go past midnight; shifts that were called off\r
- rules that do not repeat by weekdays (only the dates that they have made)\r
- lotteries, approval, places kept back, windows for signing up; photos and pictures; which date a shift belongs to\r
- who has moved away or died, and records that are somebody else's now\r
Leaders without a name by which they are called must get one before the import.\r
\r
In neither: allergies and whom to call in an emergency, who is signed in on which phone and which phones ring, passwords and authenticators, cards, receipts of phones, notices, secret votes.\r
For a complete copy there is xishan backup.\r
";
