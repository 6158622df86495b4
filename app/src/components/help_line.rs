//! The help line: the office's telephone, at the same place on every page, one tap to call.

use crate::cell::Memo;
use crate::components::icon::{Icon, icon};
use crate::look::lang;
use crate::sync::sync;
use crate::words::today as words;
use leptos::prelude::*;

/// The line at the foot of every page. Nothing while the community is not known yet.
pub fn help_line() -> AnyView {
    let sync = sync();
    let phone = Memo::new(move || sync.view().community().map(|community| community.phone.clone()));
    let line = move || {
        phone.get().filter(|phone| !phone.is_empty()).map(|phone| {
            let address = call(&phone);
            view! { <a href=address>{icon(Icon::Phone)}<span>{words::help_line(lang())}</span><b>{phone}</b></a> }
                .into_any()
        })
    };
    view! { <footer class="help-line">{line}</footer> }.into_any()
}

/// The address that dials a number.
pub fn call(phone: &str) -> String {
    let digits: String = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    format!("tel:{digits}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_dialled_without_its_dashes() {
        assert_eq!(call("0573-8700 0000"), "tel:057387000000");
    }
}
