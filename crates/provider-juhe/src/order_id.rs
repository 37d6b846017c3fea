//! Whether what the vendor calls an order id is one.
//!
//! It is the only text of the vendor that a result keeps, to reconcile the invoice with, and vendors have echoed what
//! they were sent. So it must look like an order id, and share nothing with the question.

use heyan_core::echo;

use crate::encode::Form;

/// The most characters; the samples have 22.
const LONGEST: usize = 40;

/// The samples have 15 digits in a row (`JH801240913170041JZU80`); names and encodings have not.
const DIGITS_IN_A_ROW: usize = 10;

/// Whether this is an order id of the vendor's own making.
pub(crate) fn is_own(order_id: &str, form: &Form<'_>) -> bool {
    let sent = [form.key, form.name, form.id_number, form.mobile];
    let echoes = |value: &&str| echo::repeats(order_id, value) || echo::shares(order_id, value);
    looks_like_one(order_id) && !sent.iter().any(echoes)
}

fn looks_like_one(order_id: &str) -> bool {
    let longest_run = order_id.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or(0);
    order_id.len() <= LONGEST
        && order_id.bytes().all(|b| b.is_ascii_alphanumeric())
        && longest_run >= DIGITS_IN_A_ROW
}
