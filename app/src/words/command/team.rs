//! Teams, their members, and whom they call. For the list of what waits: what this phone knows of an identity.

use super::{Known, join};
use domain::call::Call;
use domain::id::{CallId, NoticeId, OrganizationId, ResidentId};
use domain::joining::Joining;
use domain::member::{self, Member};
use domain::organization::Organization;
use domain::unreached::Unreached;
use uuid::Uuid;

impl Known<'_> {
    pub(super) fn team(&self, id: OrganizationId) -> String {
        self.view.get::<Organization>(id.0).map(|team| team.name.clone()).unwrap_or_default()
    }

    pub(super) fn member(&self, organization: OrganizationId, who: ResidentId) -> String {
        let row = self.view.get::<Member>(member::id(organization, who).0);
        row.map(|row| row.resident.name.clone()).unwrap_or_default()
    }

    pub(super) fn joining(&self, id: Uuid) -> String {
        let Some(joining) = self.view.get::<Joining>(id) else { return String::new() };
        join(self.lang, [self.team(joining.organization), joining.resident.name.clone()])
    }

    pub(super) fn call(&self, id: CallId) -> String {
        self.view.get::<Call>(id.0).map(|call| call.plan.title.clone()).unwrap_or_default()
    }

    pub(super) fn unreached(&self, id: NoticeId) -> String {
        self.view.get::<Unreached>(id.0).map(|row| row.person.name.clone()).unwrap_or_default()
    }
}
