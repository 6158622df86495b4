//! Reading JSON in little code.
//!
//! serde's own derive writes a visitor for every type and expands the parser into each: 184 KB of the phone's program, more
//! than all rules together. Here a text is read once into [`Json`], which borrows from it, and each type picks its fields from
//! that (`#[derive(Read)]`): the same forms, a fifth of the code. Writing stays serde's. `miniserde` works alike but reads no enum with
//! contents and knows no defaults.
//!
//! A reader never stops half way. What cannot be read becomes an empty value and a [`Fault`], and the whole is thrown away at the end:
//! so no type needs the code that cleans up after half of its fields.

use serde::de::{Deserialize, Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;
use uuid::Uuid;

pub use domain_derive::Read;

/// A JSON value, borrowing its texts where it can. Whole numbers only: the domain has no others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json<'a> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A whole number.
    Number(i64),
    /// A text.
    Text(Cow<'a, str>),
    /// A list.
    List(Vec<Json<'a>>),
    /// Names with values, in their order.
    Object(Vec<(Cow<'a, str>, Json<'a>)>),
}

/// Why a value could not be read: the name of the field or of what was expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unread(pub &'static str);

/// The first thing that could not be read, if any.
#[derive(Debug, Default)]
pub struct Fault(Option<Unread>);

impl Fault {
    /// Whether all could be read.
    pub fn is_none(&self) -> bool {
        self.0.is_none()
    }

    /// Notes what could not be read.
    pub fn note(&mut self, what: &'static str) {
        self.0.get_or_insert(Unread(what));
    }

    /// The value, or an empty one with the fault noted.
    pub fn or<T>(&mut self, value: Option<T>, what: &'static str, empty: T) -> T {
        value.unwrap_or_else(|| {
            self.note(what);
            empty
        })
    }
}

/// A type that can be read from a [`Json`].
pub trait Read: Sized {
    /// Reads it as far as that goes. Where a fault is noted the value means nothing.
    fn take(json: &Json<'_>, fault: &mut Fault) -> Self;

    /// Reads it.
    ///
    /// # Errors
    /// [`Unread`] names what is missing or of another form.
    fn read(json: &Json<'_>) -> Result<Self, Unread> {
        let mut fault = Fault::default();
        let value = Self::take(json, &mut fault);
        fault.0.map_or(Ok(value), Err)
    }
}

/// Reads a `T` from any of serde's formats, by way of [`Json`].
///
/// # Errors
/// The format's own, saying what could not be read.
pub fn deserialize<'de, T: Read, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let json = Json::deserialize(deserializer)?;
    T::read(&json).map_err(|Unread(what)| D::Error::custom(format_args!("cannot read: {what}")))
}

impl<'a> Json<'a> {
    /// The items of a field that is a list; none where there is no such list.
    pub fn items(&self, name: &str) -> &[Json<'a>] {
        if let Some(Json::List(items)) = self.get(name) { items } else { &[] }
    }

    /// The same value, with texts of its own.
    pub fn owned(&self) -> Json<'static> {
        let own = |text: &Cow<'_, str>| Cow::Owned(text.to_string());
        match self {
            Json::Null => Json::Null,
            Json::Bool(yes) => Json::Bool(*yes),
            Json::Number(number) => Json::Number(*number),
            Json::Text(text) => Json::Text(own(text)),
            Json::List(items) => Json::List(items.iter().map(Json::owned).collect()),
            Json::Object(fields) => Json::Object(fields.iter().map(|(name, it)| (own(name), it.owned())).collect()),
        }
    }

    fn get(&self, name: &str) -> Option<&Json<'a>> {
        match self {
            Json::Object(fields) => fields.iter().find(|(key, _)| key == name).map(|(_, value)| value),
            _ => None,
        }
    }

    /// A field; one that is missing reads like `null`. A fault in it has the field's name.
    pub fn field<T: Read>(&self, name: &'static str, fault: &mut Fault) -> T {
        if !matches!(self, Json::Object(_)) {
            fault.note(name);
        }
        let mut inner = Fault::default();
        let value = T::take(self.get(name).unwrap_or(&Json::Null), &mut inner);
        if inner.0.is_some() {
            fault.note(name);
        }
        value
    }

    /// A field, or its type's default when it is missing.
    pub fn field_or_default<T: Read + Default>(&self, name: &'static str, fault: &mut Fault) -> T {
        if self.get(name).is_none() && matches!(self, Json::Object(_)) { T::default() } else { self.field(name, fault) }
    }

    /// Makes sure that there are no other fields than these, and none twice.
    pub fn only(&self, known: &[&'static str], fault: &mut Fault) {
        let Json::Object(fields) = self else { return fault.note("object") };
        let strange =
            |at: usize, name: &str| !known.contains(&name) || fields.iter().take(at).any(|(before, _)| before == name);
        if fields.iter().enumerate().any(|(at, (name, _))| strange(at, name)) {
            fault.note("unknown field");
        }
    }

    /// The name and the contents of an enum's variant: `"name"` or `{"name": contents}`. No name where it is neither.
    pub fn variant(&self) -> (&str, &Json<'a>) {
        match self {
            Json::Text(name) => (name, &Json::Null),
            Json::Object(fields) if fields.len() == 1 => {
                fields.first().map_or(("", &Json::Null), |(name, it)| (name, it))
            }
            _ => ("", &Json::Null),
        }
    }

    /// The text, if it is one.
    pub fn text(&self) -> Option<&str> {
        if let Json::Text(text) = self { Some(text) } else { None }
    }
}

macro_rules! whole_numbers {
    ($($number:ty),+) => {$(
        impl Read for $number {
            fn take(json: &Json<'_>, fault: &mut Fault) -> Self {
                let number = if let Json::Number(number) = json { (*number).try_into().ok() } else { None };
                fault.or(number, "number", 0)
            }
        }
    )+};
}
whole_numbers!(i64, i32, u8, u16, u32, u64, usize);

impl Read for bool {
    fn take(json: &Json<'_>, fault: &mut Fault) -> Self {
        fault.or(if let Json::Bool(yes) = json { Some(*yes) } else { None }, "yes or no", false)
    }
}

impl Read for String {
    fn take(json: &Json<'_>, fault: &mut Fault) -> Self {
        fault.or(json.text(), "text", "").to_owned()
    }
}

impl Read for Uuid {
    fn take(json: &Json<'_>, fault: &mut Fault) -> Self {
        fault.or(json.text().and_then(|text| Uuid::parse_str(text).ok()), "identity", Uuid::nil())
    }
}

impl<T: Read> Read for Option<T> {
    fn take(json: &Json<'_>, fault: &mut Fault) -> Self {
        if *json == Json::Null { None } else { Some(T::take(json, fault)) }
    }
}

impl<T: Read> Read for Box<T> {
    fn take(json: &Json<'_>, fault: &mut Fault) -> Self {
        Box::new(T::take(json, fault))
    }
}

impl<T: Read> Read for Vec<T> {
    fn take(json: &Json<'_>, fault: &mut Fault) -> Self {
        let list = if let Json::List(list) = json { Some(list.as_slice()) } else { None };
        fault.or(list, "list", &[]).iter().map(|item| T::take(item, fault)).collect()
    }
}

impl Read for Json<'static> {
    fn take(json: &Json<'_>, _: &mut Fault) -> Self {
        json.owned()
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Json<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Any)
    }
}

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Json::Null => serializer.serialize_unit(),
            Json::Bool(yes) => serializer.serialize_bool(*yes),
            Json::Number(number) => serializer.serialize_i64(*number),
            Json::Text(text) => serializer.serialize_str(text),
            Json::List(items) => serializer.collect_seq(items),
            Json::Object(fields) => serializer.collect_map(fields.iter().map(|(name, value)| (name, value))),
        }
    }
}

struct Any;

impl<'de> Visitor<'de> for Any {
    type Value = Json<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON without fractions")
    }

    fn visit_unit<E: Error>(self) -> Result<Json<'de>, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E: Error>(self, yes: bool) -> Result<Json<'de>, E> {
        Ok(Json::Bool(yes))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Json<'de>, E> {
        Ok(Json::Number(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Json<'de>, E> {
        i64::try_from(number).map(Json::Number).map_err(|_| E::custom("a number is too large"))
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Json<'de>, E> {
        Err(E::custom("a number has a fraction"))
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Json<'de>, E> {
        Ok(Json::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Json<'de>, E> {
        Ok(Json::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json<'de>, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Json<'de>, A::Error> {
        let mut fields = Vec::new();
        while let Some(Name(name)) = entries.next_key()? {
            fields.push((name, entries.next_value()?));
        }
        Ok(Json::Object(fields))
    }
}

/// A field's name, borrowed where it can be: serde's own `Cow` always copies.
struct Name<'a>(Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Name<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match deserializer.deserialize_any(Any)? {
            Json::Text(name) => Ok(Name(name)),
            _ => Err(D::Error::custom("a name is a text")),
        }
    }
}

#[cfg(test)]
mod tests;
