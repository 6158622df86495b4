//! Meals and their money. For the list of what waits: what this phone knows of an identity.

use super::{Known, date, join};
use crate::words::canteen;
use domain::id::{OrderId, ResidentId};
use domain::ledger::Wallet;
use domain::meal::Meal;
use domain::order::{Order, Portions};
use domain::serving::Serving;

impl Known<'_> {
    pub(super) fn of_order(&self, order: OrderId) -> String {
        let order = self.view.get::<Order>(order.0);
        let said = |order: &Order| {
            join(self.lang, [date(self.lang, order.day), self.which(order.meal), order.eater.name.clone()])
        };
        order.map(said).unwrap_or_default()
    }

    /// The meal, unless it is the one that nearly all of them are.
    pub(super) fn which(&self, meal: Meal) -> String {
        if meal.is_lunch() { String::new() } else { canteen::meal(self.lang, meal).into() }
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
