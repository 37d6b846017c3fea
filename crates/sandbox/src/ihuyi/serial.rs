//! Serials, in the shape of `16236437872836`.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::clock;

/// The last serial of this process.
static LAST: AtomicU64 = AtomicU64::new(0);

/// A serial that no other scan has, of this sandbox or of another.
///
/// The sample's first ten digits are the Unix time of its page's other samples. So here: the time in
/// milliseconds and one digit more, so that a sandbox knows no serial of an earlier one; and always more than
/// the last of this process, so that two at the same time share none.
pub(super) fn next() -> String {
    let by_time = u64::try_from(clock::since_epoch().as_millis()).unwrap_or_default().saturating_mul(10);
    let after = |last: u64| by_time.max(last.saturating_add(1));
    let (Ok(last) | Err(last)) =
        LAST.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |last| Some(after(last)));
    format!("{:014}", after(last))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    #[test]
    fn each_is_fourteen_digits_and_no_other_s() {
        let drawing = || (0..5000).map(|_| super::next()).collect::<Vec<_>>();
        let threads: Vec<_> = (0..4).map(|_| std::thread::spawn(drawing)).collect();
        let drawn: Vec<_> = threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect();
        assert!(drawn.iter().all(|serial| serial.len() == 14 && serial.bytes().all(|b| b.is_ascii_digit())));
        assert_eq!(drawn.iter().collect::<BTreeSet<_>>().len(), 20_000);
    }

    #[test]
    fn one_begins_with_its_time() {
        let now = super::clock::since_epoch().as_secs();
        let time: u64 = super::next().get(..10).unwrap().parse().unwrap();
        // Those of the other test are ahead of it.
        assert!((now..now + 60).contains(&time), "{time}");
    }
}
