//! Whether what the vendor calls an order id is one.
//!
//! It is the only text of the vendor that a result keeps, to reconcile the invoice with, and vendors have echoed what
//! they were sent. So it must look like an order id, and share nothing with the question.

use crate::encode::Form;

/// The most characters; the samples have 22.
const LONGEST: usize = 40;

/// The samples have 15 digits in a row (`JH801240913170041JZU80`); names and encodings have not.
const DIGITS_IN_A_ROW: usize = 10;

/// Fewer digits in common may be chance: a date, a counter.
const SHARED_DIGITS: usize = 8;

/// Whether this is an order id of the vendor's own making.
pub(crate) fn is_own(order_id: &str, form: &Form<'_>) -> bool {
    looks_like_one(order_id)
        && !repeats(order_id, form.key)
        && [form.id_number, form.mobile]
            .iter()
            .all(|sent| !repeats(order_id, sent) && !shares_digits(order_id, sent))
}

fn looks_like_one(order_id: &str) -> bool {
    let longest_run = order_id.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or(0);
    order_id.len() <= LONGEST
        && order_id.bytes().all(|b| b.is_ascii_alphanumeric())
        && longest_run >= DIGITS_IN_A_ROW
}

/// In plain text, in any case, or in hex, whose digits may look like an order's.
fn repeats(order_id: &str, sent: &str) -> bool {
    let order_id = order_id.to_ascii_lowercase();
    let plain = sent.to_ascii_lowercase();
    let hex = |text: &str| text.bytes().map(|byte| format!("{byte:02x}")).collect::<String>();
    let forms = [hex(sent), hex(&plain), plain];
    forms.iter().any(|form| order_id.contains(form) || form.contains(&order_id))
}

fn shares_digits(order_id: &str, sent: &str) -> bool {
    sent.as_bytes()
        .windows(SHARED_DIGITS)
        .any(|digits| order_id.as_bytes().windows(SHARED_DIGITS).any(|own| own == digits))
}
