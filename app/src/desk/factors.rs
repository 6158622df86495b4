//! The two factors as they are typed: a password and six digits, with what is wrong with them at the field it
//! concerns.

use super::entry::{Entry, Kind, line, narrow};
use crate::look::{Lang, lang};
use crate::online::Fault;
use crate::words::desk::lock as words;
use domain::wire::{Factors, SignInRefusal};
use leptos::prelude::*;

/// The shortest password that is taken, in characters.
pub(super) const PASSWORD_MIN: usize = 12;

/// The two fields, made once per page.
#[derive(Clone, Copy)]
pub struct Typed {
    lang: Lang,
    password: Entry,
    digits: Entry,
}

impl Typed {
    /// Two empty fields.
    pub fn new() -> Self {
        Self { lang: lang(), password: Entry::new(""), digits: Entry::new("") }
    }

    /// The field for the password as it is.
    pub fn password(self) -> AnyView {
        line(self.password, Kind::Password, "password", words::password(self.lang), None)
    }

    /// The field for a password to be chosen.
    pub fn new_password(self) -> AnyView {
        let (label, hint) = (words::choose_password(self.lang), words::choose_password_hint(self.lang));
        line(self.password, Kind::NewPassword, "new-password", label, Some(hint))
    }

    /// The field for the digits.
    pub fn digits(self) -> AnyView {
        let hint = words::digits_hint(self.lang);
        line(self.digits, Kind::Digits, "digits", words::digits(self.lang), Some(hint))
    }

    /// Both, with the secret when enrolling; otherwise says at each field what is missing.
    pub fn read(self, secret: Option<String>) -> Option<Factors> {
        // The password as it was typed: a space at its end belongs to it.
        let password = self.password.text.get_untracked();
        let totp = narrow(&self.digits.typed());
        let wrong_password = match password.chars().count() {
            0 => Some(words::password_missing(self.lang)),
            length if secret.is_some() && length < PASSWORD_MIN => Some(words::password_short(self.lang)),
            _ => None,
        };
        if let Some(sentence) = wrong_password {
            self.password.fail(sentence);
        }
        let six = totp.len() == 6 && totp.bytes().all(|byte| byte.is_ascii_digit());
        if !six {
            self.digits.fail(words::digits_missing(self.lang));
        }
        (six && wrong_password.is_none()).then_some(Factors { password, totp, secret })
    }

    /// Empties both.
    pub fn clear(self) {
        self.password.fill("");
        self.digits.fill("");
    }

    /// Says why they did not open the lock: at a field, or (returned) below them.
    pub fn explain(self, fault: Fault) -> Option<&'static str> {
        let lang = self.lang;
        match fault {
            Fault::Offline => return Some(words::offline_unlock(lang)),
            Fault::Failed => return Some(words::failed_unlock(lang)),
            Fault::Refused(SignInRefusal::WrongFactor) => {
                // Which of the two was wrong is not told; the digits are new by now in any case.
                self.digits.fill("");
                self.digits.fail(words::wrong_factor(lang));
            }
            Fault::Refused(SignInRefusal::WeakPassword) => self.password.fail(words::password_weak(lang)),
            Fault::Refused(SignInRefusal::Wait { seconds }) => self.digits.fail(words::wait(lang, seconds)),
            Fault::Refused(_) => return Some(words::not_allowed(lang)),
        }
        None
    }
}
