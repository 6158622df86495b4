//! What a guest has written for those at the door: folded, because others look over a leader's shoulder there.

use super::guests::Guest;
use crate::look::Lang;
use crate::words::aid as words;
use leptos::prelude::*;

/// What they cannot take and whom to call, if they have written any of it.
pub fn aid(guest: &Guest, lang: Lang) -> Option<AnyView> {
    let noted = guest.aid.as_ref()?;
    let minds = (!noted.allergies.is_empty()).then(|| view! { <small>{words::minds(lang, &noted.allergies)}</small> });
    let call = (!noted.contact.is_empty()).then(|| {
        let phone = noted.phone.clone();
        view! { <small>{noted.contact.clone()}" "<a href=format!("tel:{phone}")>{phone.clone()}</a></small> }
    });
    let whose = format!(" {}", guest.name);
    let fold = view! {
        <details class="no-print">
            <summary>{words::at_door(lang)}<span class="unseen">{whose}</span></summary>
            {minds}
            {call}
        </details>
    };
    Some(fold.into_any())
}
