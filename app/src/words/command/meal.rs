//! Meals and their money. For the list of what waits: what this phone knows of an identity.

use super::{Known, date, join};
use crate::words::canteen;
use domain::id::{OrderId, ResidentId};
use domain::ledger::Wallet;
use domain::order::{Order, Portions};
use domain::serving::Serving;

impl Known<'_> {
    pub(super) fn of_order(&self, order: OrderId) -> String {
        let order = self.view.get::<Order>(order.0);
        order.map(|order| join(self.lang, [date(self.lang, order.day), order.eater.name.clone()])).unwrap_or_default()
    }

    pub(super) fn dishes(&self, portions: &[Portions]) -> String {
        let named = portions.iter().filter_map(|portions| {
            let serving = self.view.get::<Serving>(portions.serving.0)?;
            Some(canteen::line(self.lang, &serving.name, portions.count))
        });
        named.collect::<Vec<_>>().join(self.lang.pick("、", ", "))
    }

    pub(super) fn purse(&self, resident: ResidentId) -> String {
        self.view.get::<Wallet>(resident.0).map(|wallet| wallet.name.clone()).unwrap_or_default()
    }
}
