//! How what everybody must know of a date or a shift has ended for each of those who were to know: reached, when and how, or not.

use crate::db::Tx;
use crate::fetch_all;
use crate::store::word;
use domain::notice::{About, Kind};
use domain::when::Moment;

pub use domain::wire::reached::{End, How};

type Line = (String, String, i64, String, Option<i64>, Option<String>, i64, i64);

/// Every message of that which must be known, by person.
pub async fn of(tx: &mut Tx, about: About) -> sqlx::Result<Vec<End>> {
    let (matter, subject) = about.parts();
    let lines = fetch_all!(
        tx,
        Line,
        "select r.name, n.kind, n.made, n.rung, n.reached, n.how, n.tries,
            (select count(*) from kin k join notice g on g.community = k.community and g.resident = k.resident
               where k.community = n.community and k.ward = n.resident and g.kind = n.kind
               and g.subject = n.subject and g.made = n.made and r.phone = '') as family
         from notice n join resident r on r.community = n.community and r.resident = n.resident
         where n.community = $1 and n.subject = $3 and n.matter = $2 and n.kind in ('moved', 'called_off', 'shift_off')
         order by n.made, r.name, n.notice",
        tx.community.0,
        matter,
        subject
    )?;
    let end = |(name, kind, made, rung, reached, how, tries, family): Line| {
        let how = match (how.as_deref(), rung.as_str()) {
            (Some("app"), _) => How::App,
            (Some("sms"), _) => How::Sms,
            (Some("door"), _) => How::Door,
            (Some(_), _) => How::Call,
            (None, "app") => How::Waits,
            (None, "sms") => How::Sending,
            (None, "call") => How::ToCall,
            (None, _) if family > 0 => How::Family,
            (None, _) => How::Not,
        };
        let (reached, tries) = (reached.map(Moment), word::count(tries));
        Some(End { name, kind: Kind::named(&kind)?, made: Moment(made), how, reached, tries })
    };
    Ok(lines.into_iter().filter_map(end).collect())
}
