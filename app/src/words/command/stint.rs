//! Work outside shifts. For the list of what waits: what this phone knows of an identity.

use super::{Known, join, moment};
use domain::id::StintId;
use domain::stint::{Step, Stint};

impl Known<'_> {
    pub(super) fn stint(&self, id: StintId, step: &Step) -> (&'static str, &'static str, String) {
        let row = || self.view.get::<Stint>(id.0);
        let what = || row().map(|row| join(self.lang, [row.resident.name.clone(), row.content.clone()]));
        match step {
            Step::Say { from, content, .. } => (
                "记班次以外的服务",
                "Write down work outside shifts",
                join(self.lang, [content.trim().into(), moment(self.lang, *from)]),
            ),
            Step::Sign { .. } => ("签班外服务", "Sign work outside shifts", what().unwrap_or_default()),
            Step::Refuse { .. } => ("不签、撤回班外服务", "Do not sign, or take back", what().unwrap_or_default()),
        }
    }
}
