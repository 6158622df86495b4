//! Sorting once, for all types: the order is found on indexes by one function, then the things are moved. The standard
//! sort is some 6 KB of code for each type it sorts, and a phone downloads all of them.

use std::cmp::Ordering;

/// Puts things in order.
pub trait Arrange<T> {
    /// In the order of `order`; equal ones stay as they stood.
    fn arrange(&mut self, order: impl Fn(&T, &T) -> Ordering);
    /// In the order of `key`; equal ones stay as they stood.
    fn arrange_by_key<K: Ord>(&mut self, key: impl Fn(&T) -> K) {
        self.arrange(|a, b| key(a).cmp(&key(b)));
    }
}

impl<T> Arrange<T> for Vec<T> {
    fn arrange(&mut self, order: impl Fn(&T, &T) -> Ordering) {
        let mut places: Vec<usize> = (0..self.len()).collect();
        sort(&mut places, &|a, b| order(&self[a], &self[b]));
        let mut things: Vec<Option<T>> = self.drain(..).map(Some).collect();
        self.extend(places.into_iter().filter_map(|place| things[place].take()));
    }
}

fn sort(places: &mut [usize], order: &dyn Fn(usize, usize) -> Ordering) {
    places.sort_by(|a, b| order(*a, *b));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn nothing_is_lost_and_neighbours_are_in_order(mut things: Vec<(u8, u32)>) {
            let mut rest = things.clone();
            things.arrange_by_key(|thing| thing.0);
            prop_assert!(things.windows(2).all(|pair| pair[0].0 <= pair[1].0));
            for thing in &things {
                let found = rest.iter().position(|other| other == thing);
                prop_assert!(found.is_some());
                rest.remove(found.unwrap_or(0));
            }
            prop_assert!(rest.is_empty());
        }
    }
}
