//! The panels below a list, each opened for somebody on it: whoever opens one has left the others, unless something is typed there.

use crate::cell::Memo;
use domain::id::ResidentId;
use leptos::prelude::*;

/// One panel.
#[derive(Clone, Copy)]
pub struct Panel {
    /// For whom it is open.
    pub whose: Memo<Option<ResidentId>>,
    /// Closes it, unless something is typed in it.
    pub leave: Callback<()>,
}

/// Keeps one of them open at a time.
pub fn one_at_a_time(panels: &[Panel]) {
    for (at, panel) in panels.iter().copied().enumerate() {
        let others = panels.iter().copied().enumerate().filter(|(other, _)| *other != at);
        let others: Vec<Panel> = others.map(|(_, other)| other).collect();
        Effect::new(move |before: Option<Option<ResidentId>>| {
            let whose = panel.whose.get();
            if whose.is_some() && before.flatten() != whose {
                others.iter().for_each(|other| other.leave.run(()));
            }
            whose
        });
    }
}
