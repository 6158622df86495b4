//! What neighbours do for each other. For the list of what waits: what this phone knows of an identity.

use super::{Known, join};
use domain::deed::Deed;
use domain::favour::{Favour, Step};
use domain::id::{FavourId, MandateId, OfferingId};
use domain::mandate::{self, Mandate};
use domain::offering::{Offering, SharedOffering};

impl Known<'_> {
    pub(super) fn offering(&self, id: OfferingId) -> String {
        let own = self.view.get::<Offering>(id.0).map(|row| row.craft.words.clone());
        own.or_else(|| self.view.get::<SharedOffering>(id.0).map(|row| row.words.clone())).unwrap_or_default()
    }

    pub(super) fn step(&self, id: FavourId, step: &Step) -> (&'static str, &'static str, String) {
        let favour = || self.view.get::<Favour>(id.0).map(|row| row.what.clone()).unwrap_or_default();
        match step {
            Step::Ask { offering, .. } => ("请人帮忙", "Ask for help", self.offering(*offering)),
            Step::Answer { agreed: true, .. } => ("答应帮忙", "Agree to help", favour()),
            Step::Answer { .. } => ("不帮了、不请了", "Call help off", favour()),
            Step::Finish { .. } => ("帮好了", "Help is done", favour()),
            Step::Sign { .. } => {
                let deed = self.view.get::<Deed>(id.0);
                let what = deed.map(|deed| join(self.lang, [deed.helper.name.clone(), deed.what.clone()]));
                ("签互助时长", "Sign hours of help", what.unwrap_or_default())
            }
        }
    }

    pub(super) fn mandate(&self, id: MandateId, step: &mandate::Step) -> (&'static str, &'static str, String) {
        let row = || self.view.get::<Mandate>(id.0);
        let both = || row().map(|row| join(self.lang, [row.principal.name.clone(), row.helper.name.clone()]));
        match step {
            mandate::Step::Ask { whom, .. } => ("想替人办事", "Ask to help", whom.name.clone()),
            mandate::Step::Record { whom, helper, .. } => {
                ("登记帮手", "Record a helper", join(self.lang, [whom.name.clone(), helper.name.clone()]))
            }
            mandate::Step::Answer { agreed: true } => ("同意帮手", "Agree to a helper", both().unwrap_or_default()),
            mandate::Step::Answer { .. } => ("不用帮手了", "End a helper's say", both().unwrap_or_default()),
        }
    }
}
