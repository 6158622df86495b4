//! An activity (活动): what a team does again and again. Its dates are occurrences.
//!
//! Activities come from the committee's file, or an organizer posts one with its first date. A rule ([`Series`]) makes the dates
//! after that.

use crate::audience::Audience;
use crate::change::Change;
use crate::facts::Facts;
use crate::id::{ActivityId, OccurrenceId, OrganizationId, PhotoId};
use crate::occurrence::Plan;
use crate::permission::{Act, require};
use crate::picture;
use crate::read::Read;
use crate::refusal::Refusal;
use crate::series::{Former, Pattern, Series, date, date_id, left_over, missing};
use crate::venue;
use serde::Serialize;

/// The longest title, in characters.
pub const TITLE_MAX: usize = 30;
/// The longest description, in characters.
pub const ABOUT_MAX: usize = 300;
/// The longest text of one line (who may come, what to bring, whom to ask), in characters.
pub const LINE_MAX: usize = 40;
/// The highest price of one date, in fen: 1,000 yuan.
pub const PRICE_MAX_FEN: i64 = 100_000;

/// What kind of activity it is: the filter of the activities page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Read)]
#[serde(rename_all = "snake_case")]
pub enum ActivityKind {
    /// 学堂.
    #[default]
    School,
    /// 文体.
    Culture,
    /// 服务.
    Service,
    /// 亲子.
    Family,
    /// 议事.
    Council,
}

impl ActivityKind {
    /// All five, in the order of the filter.
    pub const ALL: [ActivityKind; 5] = [
        ActivityKind::School,
        ActivityKind::Culture,
        ActivityKind::Service,
        ActivityKind::Family,
        ActivityKind::Council,
    ];
}

/// One activity.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
pub struct Activity {
    /// Its identity.
    pub id: ActivityId,
    /// Who runs it.
    pub organization: OrganizationId,
    /// 书画课.
    pub title: String,
    /// Its kind.
    pub kind: ActivityKind,
    /// What happens there.
    pub about: String,
    /// Who may come, in words.
    pub audience: String,
    /// What to bring, in words.
    pub bring: String,
    /// Price in fen; 0 is free.
    pub price_fen: i64,
    /// Whom to ask: a public calling name.
    pub contact: String,
    /// Who may sign up: what `audience` says, as a rule.
    #[serde(default, skip_serializing_if = "Audience::is_everyone")]
    pub audience_rule: Audience,
    /// The rule that makes its dates, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<Series>,
    /// The rule that it had before, for the dates of then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub former: Option<Former>,
    /// Shown as 示例.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub synthetic: bool,
    /// A freed place is offered to the head of the waiting list, and not simply given.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub offers: bool,
    /// What everyone sees on its pages and in lists. See [`crate::picture`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<PhotoId>,
}

/// What an organizer writes about an activity.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Read)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// 书画课. At most [`TITLE_MAX`] characters.
    pub title: String,
    /// Its kind.
    pub kind: ActivityKind,
    /// What happens there, or empty.
    pub about: String,
    /// Who may sign up.
    pub audience_rule: Audience,
    /// Who may come, in words, or empty.
    pub audience: String,
    /// What to bring, in words, or empty.
    pub bring: String,
    /// Price in fen; 0 is free.
    pub price_fen: i64,
    /// Whom to ask: a public calling name, or empty.
    pub contact: String,
    /// A freed place is offered to the head of the waiting list, and not simply given.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub offers: bool,
    /// What everyone sees on its pages and in lists: it was, or will be, sent beside it. Where none is named, one that there is
    /// stays: a release that knows nothing of pictures names none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<PhotoId>,
    /// The picture that there is goes.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub bare: bool,
    /// A freed place is simply given where it was offered until now: a release that knows nothing of offers does not say so.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub given: bool,
}

impl Draft {
    /// What an activity says, to be posted again or changed.
    pub fn of(activity: &Activity) -> Draft {
        let Activity {
            title, kind, about, audience, audience_rule, bring, price_fen, contact, offers, picture, ..
        } = activity.clone();
        let said = Draft { title, kind, about, audience_rule, audience, bring, price_fen, contact, ..Draft::default() };
        Draft { offers, picture, ..said }
    }

    fn check(&self, facts: &Facts) -> Result<(), Refusal> {
        let long = |text: &str, max: usize| text.trim().chars().count() > max;
        if self.title.trim().is_empty() || long(&self.title, TITLE_MAX) {
            return Err(Refusal::BadTitle { max: TITLE_MAX });
        }
        if long(&self.about, ABOUT_MAX) {
            return Err(Refusal::WordsTooLong { max: ABOUT_MAX });
        }
        if [&self.audience, &self.bring, &self.contact].into_iter().any(|text| long(text, LINE_MAX)) {
            return Err(Refusal::WordsTooLong { max: LINE_MAX });
        }
        if !(0..=PRICE_MAX_FEN).contains(&self.price_fen) {
            return Err(Refusal::PriceOutOfRange { max_fen: PRICE_MAX_FEN });
        }
        picture::check(facts)?;
        self.audience_rule.check(facts)
    }

    /// The activity with these words.
    fn written(&self, activity: Activity) -> Activity {
        Activity {
            title: self.title.trim().into(),
            kind: self.kind,
            about: self.about.trim().into(),
            audience: self.audience.trim().into(),
            audience_rule: self.audience_rule,
            bring: self.bring.trim().into(),
            price_fen: self.price_fen,
            contact: self.contact.trim().into(),
            offers: self.offers || activity.offers && !self.given,
            picture: self.picture.or(activity.picture.filter(|_| !self.bare)),
            ..activity
        }
    }
}

/// What is posted, beside its words.
#[derive(Clone, Copy, Debug)]
pub struct Posting<'a> {
    /// The activity's identity, drawn by the phone.
    pub activity: ActivityId,
    /// Who runs it.
    pub organization: OrganizationId,
    /// The identity of the first date, where there is no series: that of a series follows from its day.
    pub occurrence: OccurrenceId,
    /// The first date.
    pub first: &'a Plan,
    /// What makes the dates after it.
    pub series: Option<&'a Series>,
}

impl Posting<'_> {
    /// The identity that the first date gets.
    pub fn first_id(&self, facts: &Facts) -> OccurrenceId {
        match self.series {
            Some(_) => date_id(facts.community.id, self.activity, self.first.starts.day()),
            None => self.occurrence,
        }
    }
}

/// An organizer posts an activity with its first date. That one is held even on a day that the series leaves out: somebody has
/// just said so.
pub fn post(facts: &Facts, posting: &Posting<'_>, draft: &Draft) -> Result<Vec<Change>, Refusal> {
    require(&facts.actor, Act::RunActivities(posting.organization))?;
    draft.check(facts)?;
    posting.first.check(facts.now)?;
    posting.first.check_lottery(facts.now)?;
    let taken = facts.activity.is_some() || facts.occurrence.is_some();
    if taken || !facts.organization_exists {
        return Err(Refusal::NotFound);
    }
    let place = venue::found(facts, posting.first.venue, &posting.first.place)?;
    let pattern = pattern(facts, posting.series, posting.first)?;
    let activity = draft.written(Activity {
        id: posting.activity,
        organization: posting.organization,
        series: posting.series.cloned(),
        ..Activity::default()
    });
    let first = date(&activity, posting.first_id(facts), posting.first);
    let mut later = pattern.as_ref().map(|pattern| missing(facts, &activity, pattern)).unwrap_or_default();
    later.retain(|change| !matches!(change, Change::Occurrence(date) if date.id == first.id));
    let series = pattern.map(|pattern| Change::Series(activity.id, Some(pattern)));
    let mut changes: Vec<Change> = place.into_iter().chain([Change::Activity(activity)]).collect();
    changes.extend(series);
    changes.push(Change::Occurrence(first));
    changes.extend(later);
    Ok(changes)
}

/// An organizer changes the words, or the rule from now on. Coming dates that the new rule has not go if nobody ever signed up for
/// them and nobody changed them; no date that has people is ever taken away or moved.
pub fn change(facts: &Facts, draft: &Draft, series: Option<&Series>) -> Result<Vec<Change>, Refusal> {
    let before = facts.activity.clone().ok_or(Refusal::NotFound)?;
    require(&facts.actor, Act::RunActivities(before.organization))?;
    draft.check(facts)?;
    let other_rule = before.series.as_ref() != series;
    let former = before.picture;
    let activity = draft.written(before.ruled(series.cloned(), facts.now, facts.now));
    let mut changes = vec![Change::Activity(activity.clone())];
    changes.extend(picture::gone(former.as_slice(), activity.picture.as_slice()));
    if other_rule {
        let first = first_of(facts);
        // A phone knows neither series nor dates: it shows the words, and the dates follow.
        let pattern = match (&first, series) {
            (None, Some(series)) if facts.series_dates.is_none() => {
                series.check()?;
                None
            }
            (None, Some(_)) => return Err(Refusal::NoDateToRepeat),
            (Some(first), series) => pattern(facts, series, first)?,
            (None, None) => None,
        };
        changes.extend(facts.pattern.iter().flat_map(|before| left_over(facts, before)));
        changes.extend(pattern.iter().flat_map(|pattern| missing(facts, &activity, pattern)));
        changes.push(Change::Series(activity.id, pattern));
    }
    Ok(changes)
}

/// The date that a series repeats: its own first one, or the next that is to come.
pub fn first_of(facts: &Facts) -> Option<Plan> {
    let own = facts.pattern.as_ref().map(|pattern| pattern.first.clone());
    own.or_else(|| {
        let open = facts.dates.iter().map(|(date, _)| date);
        let open = open.filter(|date| date.starts > facts.now && date.cancelled.is_none());
        open.min_by_key(|date| date.starts).map(Plan::of)
    })
}

fn pattern(facts: &Facts, series: Option<&Series>, first: &Plan) -> Result<Option<Pattern>, Refusal> {
    let Some(series) = series else { return Ok(None) };
    series.check()?;
    if facts.series_unreadable {
        return Err(Refusal::BadSeries);
    }
    Ok(Some(Pattern { series: series.clone(), first: first.clone() }))
}

#[cfg(test)]
mod tests;
