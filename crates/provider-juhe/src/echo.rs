//! Whether what the vendor calls an order id is one.
//!
//! It is the only text of the vendor that a result keeps, to reconcile the invoice with, and vendors have echoed what
//! they were sent. So it must look like an order id, and share nothing with what was sent. In doubt it is left out: the
//! answer that was paid for stays.

use heyan_core::echo;

use crate::encode::Form;

/// The most characters; the samples have 22.
const LONGEST: usize = 40;

/// The samples have 15 digits in a row (`JH801240913170041JZU80`); names and encodings have not.
const DIGITS_IN_A_ROW: usize = 10;

/// Whether this is an order id of the vendor's own making.
pub(crate) fn is_own_order_id(order_id: &str, sent: &Form<'_>) -> bool {
    let values = [sent.key, sent.name, sent.id_number, sent.mobile];
    looks_like_one(order_id) && !values.iter().any(|value| echo::shares(order_id, value))
}

fn looks_like_one(order_id: &str) -> bool {
    let longest_run = order_id.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or(0);
    order_id.len() <= LONGEST
        && order_id.bytes().all(|b| b.is_ascii_alphanumeric())
        && longest_run >= DIGITS_IN_A_ROW
}
