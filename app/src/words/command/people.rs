//! Who it is about. For the list of what waits: what this phone knows of an identity.

use super::Known;
use domain::id::ResidentId;

impl Known<'_> {
    pub(super) fn names(&self, people: &[ResidentId]) -> String {
        let me = self.view.me();
        let mut household = me.map(|me| me.household()).unwrap_or_default();
        household.extend(me.iter().flat_map(|me| &me.helped).map(|helped| helped.person.clone()));
        let named = household.iter().filter(|person| people.contains(&person.id)).map(|person| person.name.as_str());
        named.collect::<Vec<_>>().join(self.lang.pick("、", ", "))
    }
}
