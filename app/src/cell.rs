//! Signals and memos of any type in one copy of code.
//!
//! `leptos::prelude::{Memo, RwSignal}` are compiled anew for every type they hold: some ninety functions each, a tenth of what
//! a phone downloads. These have the same names and meanings, and keep every value behind one type; what is compiled anew is only
//! the look inside.

use leptos::prelude as leptos;
use leptos::{Get, GetUntracked, Set};
use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

/// A value of some type, with how to compare it with another of that type.
#[derive(Clone)]
struct Kept {
    value: Arc<dyn Any + Send + Sync>,
    same: fn(&dyn Any, &dyn Any) -> bool,
}

impl PartialEq for Kept {
    fn eq(&self, other: &Self) -> bool {
        (self.same)(&*self.value, &*other.value)
    }
}

fn same<T: PartialEq + 'static>(one: &dyn Any, other: &dyn Any) -> bool {
    one.downcast_ref::<T>() == other.downcast_ref::<T>()
}

fn never(_: &dyn Any, _: &dyn Any) -> bool {
    false
}

fn look<T: 'static>(kept: &Kept) -> &T {
    // The types around this module give a `Kept` of one type to nobody else.
    kept.value.downcast_ref().unwrap_or_else(|| unreachable!())
}

/// A value that follows from others, worked out again when they change and told on only when it is another one.
pub struct Memo<T> {
    inner: leptos::Memo<Kept>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Memo<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Memo<T> {}

impl<T: PartialEq + Send + Sync + 'static> Memo<T> {
    /// Follows what `work` looks at.
    pub fn new(work: impl Fn() -> T + Send + Sync + 'static) -> Self {
        let keep = move || Kept { value: Arc::new(work()), same: same::<T> };
        Self { inner: erased(Box::new(keep)), of: PhantomData }
    }

    /// Looks at the value. Tracked.
    pub fn with<R>(&self, then: impl FnOnce(&T) -> R) -> R {
        then(look(&self.inner.get()))
    }

    /// The value. Tracked.
    pub fn get(&self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    /// The value, without following it.
    pub fn get_untracked(&self) -> T
    where
        T: Clone,
    {
        look::<T>(&self.inner.get_untracked()).clone()
    }
}

fn erased(work: Box<dyn Fn() -> Kept + Send + Sync>) -> leptos::Memo<Kept> {
    leptos::Memo::new(move |_| work())
}

/// A value that pages change and follow.
pub struct RwSignal<T> {
    inner: leptos::RwSignal<Kept>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for RwSignal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for RwSignal<T> {}

impl<T: Default + Send + Sync + 'static> Default for RwSignal<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T: Send + Sync + 'static> RwSignal<T> {
    /// Begins with `value`.
    pub fn new(value: T) -> Self {
        Self { inner: leptos::RwSignal::new(keep(value)), of: PhantomData }
    }

    /// Puts another value there.
    pub fn set(&self, value: T) {
        self.inner.set(keep(value));
    }

    /// Changes the value. What belonged to a page is gone with it: an answer that comes after that changes nothing.
    pub fn update(&self, change: impl FnOnce(&mut T))
    where
        T: Clone,
    {
        let Some(kept) = self.inner.try_get_untracked() else { return };
        let mut value = look::<T>(&kept).clone();
        change(&mut value);
        self.set(value);
    }

    /// Looks at the value. Tracked.
    pub fn with<R>(&self, then: impl FnOnce(&T) -> R) -> R {
        then(look(&self.inner.get()))
    }

    /// Looks at the value, without following it.
    pub fn with_untracked<R>(&self, then: impl FnOnce(&T) -> R) -> R {
        then(look(&self.inner.get_untracked()))
    }

    /// The value. Tracked.
    pub fn get(&self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    /// The value, without following it.
    pub fn get_untracked(&self) -> T
    where
        T: Clone,
    {
        self.with_untracked(T::clone)
    }
}

fn keep<T: Send + Sync + 'static>(value: T) -> Kept {
    Kept { value: Arc::new(value), same: never }
}
