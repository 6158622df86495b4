//! The serde attributes on a type or a field.

use syn::{Attribute, LitStr};

/// What the attributes say.
#[derive(Default)]
pub struct Marks {
    /// Variants are written in snake case.
    pub snake_case: bool,
    /// A field that is not known is an error.
    pub deny_unknown: bool,
    /// A field that is missing has its default.
    pub default: bool,
    /// The variant takes whatever is none of the others, with its name.
    pub untagged: bool,
    /// It also takes what has the name of another one and cannot be read: `#[read(anything)]`.
    pub anything: bool,
    /// It is read only where somebody can be signed in: `#[read(account)]`.
    pub account: bool,
    /// Another name under which it is read: `#[read(also = "name")]`.
    pub also: Option<String>,
}

impl Marks {
    /// Reads them; one that is not known here is an error.
    pub fn of(attributes: &[Attribute]) -> syn::Result<Marks> {
        let mut marks = Marks::default();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
            attribute.parse_nested_meta(|meta| {
                if meta.path.is_ident("rename_all") {
                    let style: LitStr = meta.value()?.parse()?;
                    marks.snake_case = style.value() == "snake_case";
                    return if marks.snake_case { Ok(()) } else { Err(meta.error("only snake_case")) };
                }
                if meta.path.is_ident("skip_serializing_if") {
                    return meta.value()?.parse::<LitStr>().map(drop);
                }
                if meta.path.is_ident("deny_unknown_fields") {
                    marks.deny_unknown = true;
                } else if meta.path.is_ident("default") {
                    marks.default = true;
                } else if meta.path.is_ident("untagged") {
                    marks.untagged = true;
                } else if !meta.path.is_ident("transparent") {
                    return Err(meta.error("`Read` does not know this attribute"));
                }
                Ok(())
            })?;
        }
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("read")) {
            attribute.parse_nested_meta(|meta| {
                if meta.path.is_ident("also") {
                    marks.also = Some(meta.value()?.parse::<LitStr>()?.value());
                    return Ok(());
                }
                if meta.path.is_ident("account") {
                    marks.account = true;
                } else if meta.path.is_ident("anything") {
                    marks.anything = true;
                } else {
                    return Err(meta.error("only `account`, `anything` and `also`"));
                }
                Ok(())
            })?;
        }
        Ok(marks)
    }
}

/// `SignUp` as serde writes it: `sign_up`.
pub fn snake(name: &str) -> String {
    let mut text = String::new();
    for (at, letter) in name.char_indices() {
        if letter.is_uppercase() && at > 0 {
            text.push('_');
        }
        text.extend(letter.to_lowercase());
    }
    text
}
