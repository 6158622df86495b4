//! Tests of [`super`]: see the names.

use super::*;
use crate::offering::Craft;
use crate::project::project;
use crate::resident::Me;
use crate::row::{Noun, Row};
use crate::sample::{facts, guizhen, id, jianguo, meihua, now, opera, person, staff, subject, teacher_he};
use crate::scope::Scope;
use crate::when::{HOUR_MS, MINUTE_MS};
use proptest::prelude::*;

/// 沈建国 paints walls.
fn painting(shown: bool) -> Offering {
    let craft = Craft { words: "刷墙".into(), organization: Some(opera()), shown, ..Craft::default() };
    Offering { id: OfferingId(id(1)), resident: person(4, "沈建国"), craft, ..Offering::default() }
}

fn asking(actor: Me) -> Facts {
    Facts { offering: Some(painting(true)), ..facts(actor) }
}

fn ask_for(facts: &Facts, who: u128, words: &str) -> Result<Vec<Change>, Refusal> {
    let (asker, words) = (ResidentId(id(who)), words.into());
    take(facts, FavourId(id(2)), &Step::Ask { offering: OfferingId(id(1)), asker, words, day: None })
}

fn the(changes: Result<Vec<Change>, Refusal>) -> Favour {
    match changes.as_deref() {
        Ok([Change::Favour(favour)]) => favour.clone(),
        other => panic!("{other:?}"),
    }
}

/// 钱美华 asks for it.
fn asked() -> Favour {
    the(ask_for(&asking(meihua()), 5, " 客厅一面墙 "))
}

fn on(actor: Me, favour: &Favour, step: &Step) -> Result<Vec<Change>, Refusal> {
    take(&Facts { favour: Some(favour.clone()), ..facts(actor) }, favour.id, step)
}

fn says(actor: Me, favour: &Favour, agreed: bool) -> Result<Vec<Change>, Refusal> {
    on(actor, favour, &Step::Answer { agreed, words: " 好 ".into() })
}

fn spent(from: i64, until: i64) -> Spent {
    Spent { from: now().plus_ms(from * HOUR_MS), until: now().plus_ms(until * HOUR_MS) }
}

fn ends(actor: Me, favour: &Favour, spent: Spent) -> Result<Vec<Change>, Refusal> {
    on(actor, favour, &Step::Finish { spent })
}

fn agreed() -> Favour {
    the(says(jianguo(), &asked(), true))
}

fn scopes(favour: &Favour) -> Vec<(Scope, Noun)> {
    let rows = project(&Change::Favour(favour.clone()), &facts(jianguo()));
    rows.into_iter().map(|(scope, row)| (scope, row.key().noun)).collect()
}

#[test]
fn who_asks_learns_the_name_once_the_helper_agrees() {
    let favour = asked();
    assert_eq!((favour.what.as_str(), favour.words.as_str(), favour.state), ("刷墙", "客厅一面墙", FavourState::Asked));
    let told = |favour: &Favour| {
        let rows = project(&Change::Favour(favour.clone()), &facts(meihua()));
        let mine = rows.into_iter().find(|(scope, _)| *scope == Scope::Person(meihua().id));
        let Some((_, Row::Favour(row))) = mine else { panic!("{mine:?}") };
        (row.helper.name, row.helper.id)
    };
    assert_eq!(told(&favour), ("沈**".into(), ResidentId::default()));
    assert_eq!(told(&the(says(jianguo(), &favour, false))).0, "沈**");
    let agreed = agreed();
    assert_eq!((agreed.state, agreed.answer.as_str()), (FavourState::Agreed, "好"));
    assert_eq!(told(&agreed), ("沈建国".into(), jianguo().id));
    let back = the(says(meihua(), &agreed, false));
    assert_eq!(told(&back).0, "沈建国", "what was told is not untold");
}

#[test]
fn it_is_between_the_two() {
    let favour = agreed();
    let people = [(Scope::Person(jianguo().id), Noun::Favour), (Scope::Person(meihua().id), Noun::Favour)];
    assert_eq!(scopes(&favour), people);
    for stranger in [guizhen(), teacher_he(), staff()] {
        assert_eq!(says(stranger.clone(), &favour, false), Err(Refusal::NotFound));
        assert_eq!(ends(stranger, &favour, spent(-2, -1)), Err(Refusal::NotFound));
    }
    let nothing = take(&facts(meihua()), FavourId(id(9)), &Step::Answer { agreed: true, words: String::new() });
    assert_eq!(nothing, Err(Refusal::NotFound));
}

#[test]
fn what_is_not_shown_is_for_organizers_and_the_desk_to_ask_for() {
    let hidden = |actor: Me, who| ask_for(&Facts { offering: Some(painting(false)), ..facts(actor) }, who, "一面墙");
    assert_eq!(hidden(meihua(), 5), Err(Refusal::NotFound));
    assert!(hidden(teacher_he(), 6).is_ok());
    assert!(hidden(staff(), 8).is_ok());
    let back = Offering { withdrawn: true, ..painting(true) };
    assert_eq!(ask_for(&Facts { offering: Some(back), ..facts(teacher_he()) }, 6, "墙"), Err(Refusal::NotFound));
    assert_eq!(ask_for(&facts(meihua()), 5, "墙"), Err(Refusal::NotFound));
}

#[test]
fn one_asks_for_oneself_and_ones_own_and_the_desk_for_anybody() {
    assert_eq!(ask_for(&asking(meihua()), 1, "墙"), Err(Refusal::NotYourFamily));
    let cared = the(ask_for(&asking(guizhen()), 2, "墙"));
    assert_eq!((cared.asker.name.as_str(), cared.by.name.as_str(), cared.desk), ("陆永年", "周桂珍", false));
    let told: Vec<Scope> = scopes(&cared).into_iter().map(|(scope, _)| scope).collect();
    assert_eq!(told, [Scope::Person(jianguo().id), Scope::Person(cared.asker.id), Scope::Person(guizhen().id)]);
    assert!(says(guizhen(), &cared, false).is_ok());
    let at_desk = Facts { subject: Some(subject(person(5, "钱美华"), "")), ..asking(staff()) };
    let asked = the(ask_for(&at_desk, 5, "墙"));
    assert!(asked.desk);
    let told: Vec<Scope> = scopes(&asked).into_iter().map(|(scope, _)| scope).collect();
    assert_eq!(told, [Scope::Person(jianguo().id), Scope::Desk, Scope::Person(meihua().id)]);
    assert!(says(staff(), &asked, false).is_ok() && says(meihua(), &asked, false).is_ok());
    let nobody = Facts { subject: None, ..at_desk };
    assert_eq!(ask_for(&nobody, 99, "墙"), Err(Refusal::NotFound));
}

#[test]
fn nobody_asks_themself_twice_or_for_nothing() {
    assert_eq!(ask_for(&asking(jianguo()), 4, "墙"), Err(Refusal::NotAllowed));
    let own = Facts { subject: Some(subject(person(4, "沈建国"), "")), ..asking(staff()) };
    assert_eq!(ask_for(&own, 4, "墙"), Err(Refusal::NotAllowed));
    assert_eq!(ask_for(&Facts { favour_open: true, ..asking(meihua()) }, 5, "墙"), Err(Refusal::AlreadySaid));
    assert_eq!(ask_for(&asking(meihua()), 5, " "), Err(Refusal::WordsMissing));
    let long = Refusal::WordsTooLong { max: NOTE_MAX };
    assert_eq!(ask_for(&asking(meihua()), 5, &"墙".repeat(NOTE_MAX + 1)), Err(long));
    let child = Me { born: "2012-01".into(), ..meihua() };
    assert_eq!(ask_for(&asking(child), 5, "墙"), Err(Refusal::NotAllowed));
    let on_day = |day| {
        let (offering, asker, words) = (OfferingId(id(1)), meihua().id, String::from("墙"));
        take(&asking(meihua()), FavourId(id(2)), &Step::Ask { offering, asker, words, day: Some(day) })
    };
    assert_eq!(on_day(now().day().plus(-1)), Err(Refusal::InThePast));
    assert!(on_day(now().day()).is_ok());
}

#[test]
fn only_the_helper_agrees_and_either_steps_back_until_it_is_done() {
    let favour = asked();
    assert_eq!(says(meihua(), &favour, true), Err(Refusal::NotAllowed));
    assert_eq!(the(says(jianguo(), &favour, false)).state, FavourState::Declined);
    assert_eq!(the(says(meihua(), &favour, false)).state, FavourState::Withdrawn);
    let agreed = agreed();
    assert_eq!(says(jianguo(), &agreed, true), Err(Refusal::AlreadySaid));
    for either in [jianguo(), meihua()] {
        let back = the(says(either, &agreed, false));
        assert_eq!(back.state, FavourState::Withdrawn);
        assert_eq!(says(jianguo(), &back, true), Err(Refusal::AlreadyCancelled));
        assert_eq!(ends(meihua(), &back, spent(-2, -1)), Err(Refusal::AlreadyCancelled));
    }
    let done = the(ends(meihua(), &agreed, spent(-2, -1)));
    assert_eq!(says(meihua(), &done, false), Err(Refusal::AlreadySaid));
    assert_eq!(ends(jianguo(), &done, spent(-2, -1)), Err(Refusal::AlreadySaid));
}

#[test]
fn it_is_done_when_the_asker_says_so() {
    assert_eq!(ends(meihua(), &asked(), spent(-2, -1)), Err(Refusal::NotAllowed));
    let claimed = the(ends(jianguo(), &agreed(), spent(-3, -1)));
    assert_eq!((claimed.state, claimed.spent), (FavourState::Claimed, Some(spent(-3, -1))));
    assert_eq!(scopes(&claimed).len(), 2, "nobody signs before the asker has confirmed it");
    let done = the(ends(meihua(), &claimed, spent(-2, -1)));
    assert_eq!((done.state, done.spent), (FavourState::Done, Some(spent(-2, -1))), "the asker's times count");
    let signers = [(Scope::Organization(opera()), Noun::Deed), (Scope::Desk, Noun::Deed)];
    assert_eq!(scopes(&done)[2..], signers);
    let rows = project(&Change::Favour(done), &facts(jianguo()));
    let Some((_, Row::Deed(deed))) = rows.last() else { panic!("{rows:?}") };
    let text = serde_json::to_string(deed).unwrap();
    assert!(!text.contains("钱美华") && !text.contains("客厅") && !text.contains(&meihua().id.to_string()), "{text}");
    assert_eq!(ends(meihua(), &agreed(), spent(-1, 1)), Err(Refusal::NotOverYet));
    assert_eq!(ends(meihua(), &agreed(), spent(-1, -1)), Err(Refusal::EndsBeforeStarts));
    assert_eq!(ends(jianguo(), &agreed(), spent(-26, -1)), Err(Refusal::EndsBeforeStarts));
}

#[test]
fn staff_who_help_do_not_confirm_it_for_the_other() {
    let offering = Offering { resident: person(8, "吴婷"), ..painting(true) };
    let other = Me { id: ResidentId(id(88)), name: "李敏".into(), ..staff() };
    let at_desk =
        Facts { offering: Some(offering), subject: Some(subject(person(5, "钱美华"), "")), ..facts(other) };
    let favour = the(ask_for(&at_desk, 5, "墙"));
    let agreed = the(says(staff(), &favour, true));
    assert_eq!(the(ends(staff(), &agreed, spent(-2, -1))).state, FavourState::Claimed);
}

proptest! {
    /// Whatever the two say in whatever order: it is done only by the asker's word after the helper's, and then nothing changes.
    #[test]
    fn done_needs_both(steps in proptest::collection::vec((any::<bool>(), 0..3_u8), 1..30)) {
        let mut favour = asked();
        let (mut helper_agreed, mut asker_confirmed) = (false, false);
        for (helper, what) in steps {
            let who = if helper { jianguo() } else { meihua() };
            let done = match what {
                0 => says(who, &favour, true),
                1 => says(who, &favour, false),
                _ => ends(who, &favour, Spent { from: now().plus_ms(-MINUTE_MS), until: now() }),
            };
            let Ok(changes) = done else { continue };
            prop_assert!(favour.state.open(), "what is over does not change");
            helper_agreed |= helper && what == 0;
            asker_confirmed |= !helper && what == 2;
            favour = the(Ok(changes));
            prop_assert_eq!(favour.state == FavourState::Done, helper_agreed && asker_confirmed);
            prop_assert_eq!(favour.met, helper_agreed);
        }
    }
}
