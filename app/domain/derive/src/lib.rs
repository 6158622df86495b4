//! `#[derive(Read)]`: how a type is read from JSON, in little code. It understands the serde attributes that the domain uses
//! (`rename_all = "snake_case"`, `default`, `deny_unknown_fields`, `skip_serializing_if`, `transparent`, `untagged` on a last variant) and refuses to compile with
//! any other, so that what [`serde`'s own derive] writes is read back. Three attributes are its own: `read(anything)` on the untagged
//! variant, which then also stands for what an older program cannot read, `read(also = "name")` on a variant that has two names, and
//! `read(account)` on one that only programs read in which somebody can be signed in.
//!
//! [`serde`'s own derive]: https://serde.rs/derive.html

mod marks;

use marks::{Marks, snake};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Data, DeriveInput, Fields, FieldsNamed, Variant, parse_macro_input};

/// Implements `domain::read::Read`, and `serde::Deserialize` by way of it.
#[proc_macro_derive(Read, attributes(serde, read))]
pub fn derive_read(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    read(&input).unwrap_or_else(|error| error.to_compile_error()).into()
}

fn read(input: &DeriveInput) -> syn::Result<TokenStream> {
    let marks = Marks::of(&input.attrs)?;
    let body = match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => named(&quote! { Self }, fields, marks.deny_unknown)?,
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
                quote! { Self(::domain::read::Read::take(json, fault)) }
            }
            _ => return Err(syn::Error::new_spanned(input, "a struct whose fields have names, or a newtype")),
        },
        Data::Enum(data) => variants(data.variants.iter(), input, &marks)?,
        Data::Union(_) => return Err(syn::Error::new_spanned(input, "no unions")),
    };
    let name = &input.ident;
    Ok(quote! {
        impl ::domain::read::Read for #name {
            fn take(json: &::domain::read::Json<'_>, fault: &mut ::domain::read::Fault) -> Self { #body }
        }
        impl<'de> ::serde::Deserialize<'de> for #name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                ::domain::read::deserialize(deserializer)
            }
        }
    })
}

/// The fields as `{ a: json.field("a", fault), ... }`, made as `what`, after a check for strangers among them if that is wanted.
fn named(what: &TokenStream, fields: &FieldsNamed, deny_unknown: bool) -> syn::Result<TokenStream> {
    let mut made = Vec::new();
    let mut known = Vec::new();
    for field in &fields.named {
        let Some(ident) = &field.ident else { continue };
        let name = ident.to_string();
        let by = format_ident!("{}", if Marks::of(&field.attrs)?.default { "field_or_default" } else { "field" });
        made.push(quote! { #ident: json.#by(#name, fault) });
        known.push(name);
    }
    let check = deny_unknown.then(|| quote! { json.only(&[#(#known),*], fault); });
    Ok(quote! { { #check #what { #(#made),* } } })
}

/// A match on the variant's name. The first variant also stands where none has the name, with a fault; but where there is an
/// untagged variant, that takes all of it; if it takes anything, also what has the name of another and cannot be read.
fn variants<'a>(
    all: impl Iterator<Item = &'a Variant>,
    input: &DeriveInput,
    marks: &Marks,
) -> syn::Result<TokenStream> {
    let mut rest = None;
    let mut tagged = Vec::new();
    for variant in all {
        let marks = Marks::of(&variant.attrs)?;
        if marks.untagged {
            rest = Some((&variant.ident, marks.anything));
        } else {
            tagged.push(variant);
        }
    }
    let mut all = tagged.into_iter();
    if let Some((rest, anything)) = rest {
        let arms = all.map(|it| variant(it, marks)).collect::<syn::Result<Vec<_>>>()?;
        let arms = arms.into_iter().map(|(name, made)| quote! { #name => #made, });
        let read = quote! {
            let (name, json) = json.variant();
            match name {
                #(#arms)*
                _ => Self::#rest(::domain::read::Read::take(whole, fault)),
            }
        };
        if !anything {
            return Ok(quote! { let whole = json; #read });
        }
        return Ok(quote! {
            let whole = json;
            let mut inner = ::domain::read::Fault::default();
            let made = {
                let fault = &mut inner;
                #read
            };
            if inner.is_none() { made } else { Self::#rest(::domain::read::Read::take(whole, fault)) }
        });
    }
    let Some(first) = all.next() else { return Err(syn::Error::new_spanned(input, "no variant")) };
    let (first_name, first) = variant(first, marks)?;
    let arms = all.map(|it| variant(it, marks)).collect::<syn::Result<Vec<_>>>()?;
    let arms = arms.into_iter().map(|(name, made)| quote! { #name => #made, });
    Ok(quote! {
        let (name, json) = json.variant();
        match name {
            #(#arms)*
            other => {
                if !matches!(other, #first_name) {
                    fault.note("variant");
                }
                #first
            }
        }
    })
}

/// The variant's name on the wire, or its names, as a match arm's pattern; and how it is made.
fn variant(variant: &Variant, marks: &Marks) -> syn::Result<(TokenStream, TokenStream)> {
    let ident = &variant.ident;
    let name = if marks.snake_case { snake(&ident.to_string()) } else { ident.to_string() };
    let own = Marks::of(&variant.attrs)?;
    let name = match own.also {
        Some(also) => quote! { #name | #also },
        None => quote! { #name },
    };
    let name = if own.account {
        quote! { #name if ::domain::ACCOUNTS }
    } else {
        name
    };
    let made = match &variant.fields {
        Fields::Unit => quote! { Self::#ident },
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
            quote! { Self::#ident(::domain::read::Read::take(json, fault)) }
        }
        Fields::Named(fields) => named(&quote! { Self::#ident }, fields, marks.deny_unknown)?,
        Fields::Unnamed(_) => return Err(syn::Error::new_spanned(variant, "one thing, or things with names")),
    };
    Ok((name, made))
}
