//! A machine whose clock is wrong, or is corrected while a person scans: a scan that was paid for is not lost, and
//! nobody waits longer for one than with a right clock.

use heyan_core::{ErrorKind, Outcome, Reason, Session, Verifier, VerifyError};
use heyan_provider_ihuyi::{IhuyiVerifier, Password};
use jiff::fmt::rfc2822::DateTimePrinter;

use crate::person::{Hands, NOON, config, moment, request};
use crate::vendor::{Reply, Vendor};

const ING: &str = r#"{"code":2,"result":{"status":"ING"}}"#;
const LOST: &str = r#"{"code":4061,"msg":"数据不存在"}"#;

const HOUR: i64 = 3600;
const YEARS: i64 = 50 * 365 * 24 * HOUR;

/// By how much the machine's clock was off at the Submit.
const SKEWS: [i64; 11] = [-YEARS, -24 * HOUR, -HOUR, -61, -1, 0, 1, 61, HOUR, 24 * HOUR, YEARS];

fn at(body: &str, passed: i64) -> Reply {
    let date = DateTimePrinter::new().timestamp_to_rfc9110_string(&moment(NOON + passed)).unwrap();
    Reply::SaysAt(body.to_owned(), date.leak())
}

/// A scan started at noon by a machine whose clock was off by `skew`, with a link of half an hour, as the vendor says.
struct Started {
    ihuyi: IhuyiVerifier,
    hands: std::sync::Arc<Hands>,
    session: Session,
}

impl Started {
    async fn new(skew: i64, later: impl IntoIterator<Item = Reply>) -> Self {
        let expire = (NOON + 1800) * 1000;
        let body = format!(
            r#"{{"code":2,"idcardid":"16236437872836","result":{{"expire":"{expire}","url":"https://face.example/"}}}}"#
        );
        let vendor = Vendor::start([at(&body, 0)].into_iter().chain(later)).await;
        let hands = Hands::at(NOON + skew);
        let config = config(&vendor.url).with_password(Password::Static);
        let ihuyi = IhuyiVerifier::new(config).unwrap().with_clock(hands.clone());
        let Ok(Outcome::Pending(session)) = ihuyi.verify(&request()).await else { panic!("no scan") };
        Self { ihuyi, hands, session }
    }

    /// When the machine's clock shows this many seconds past noon.
    async fn look(&self, shown: i64) -> Result<Outcome, VerifyError> {
        self.hands.set(moment(NOON + shown));
        self.ihuyi.verify(&request().with_session(self.session.clone())).await
    }
}

fn is_pending(result: &Result<Outcome, VerifyError>) -> bool {
    matches!(result, Ok(Outcome::Pending(_)))
}

#[tokio::test]
async fn the_session_has_its_start_by_both_clocks() {
    for skew in SKEWS {
        let Started { session, .. } = Started::new(skew, []).await;
        assert_eq!(session.started_at(), moment(NOON + skew));
        assert_eq!(session.vendor_started_at(), Some(moment(NOON)), "{skew}");
        assert_eq!(session.expires_at(), moment(NOON + 1800));
    }
}

#[tokio::test]
async fn a_serial_is_not_known_yet_for_a_minute_by_any_clock() {
    for skew in SKEWS {
        let scan = Started::new(skew, [30, 60, 61].map(|passed| at(LOST, passed))).await;
        for (passed, pending) in [(30, true), (60, true), (61, false)] {
            let result = scan.look(skew + passed).await;
            assert_eq!(is_pending(&result), pending, "{skew} after {passed} s");
            assert_eq!(
                result.err().map(|error| error.kind()),
                (!pending).then_some(ErrorKind::SessionNotFound)
            );
        }
    }
}

#[tokio::test]
async fn nor_for_much_longer_where_the_clock_is_corrected() {
    for skew in SKEWS {
        let scan = Started::new(skew, [30, 61, 122].map(|passed| at(LOST, passed))).await;
        assert!(is_pending(&scan.look(30).await), "{skew}");
        let over = [scan.look(61).await, scan.look(122).await];
        assert!(over.iter().any(|result| !is_pending(result)), "{skew}: stuck");
    }
}

#[tokio::test]
async fn a_link_is_over_ten_minutes_after_its_end_by_any_clock() {
    let end = 1800 + 600;
    for skew in SKEWS {
        let scan = Started::new(skew, [at(ING, end), at(ING, end + 1)]).await;
        assert!(is_pending(&scan.look(skew + end).await), "{skew}");
        let over = scan.look(skew + end + 1).await.unwrap();
        assert_eq!(over.answered().unwrap().reason(), Reason::SessionExpired, "{skew}");

        // A corrected clock gives up nothing before.
        let scan = Started::new(skew, [at(ING, 30), at(ING, end)]).await;
        assert!(is_pending(&scan.look(30).await) && is_pending(&scan.look(end).await), "{skew}");
    }
}

#[tokio::test]
async fn a_date_that_is_wrong_gives_up_nothing() {
    for wrong in [-YEARS, -24 * HOUR, 24 * HOUR, YEARS] {
        // Of the Submit, or of the query.
        let scan = Started::new(0, [at(ING, wrong), at(LOST, wrong)]).await;
        assert!(is_pending(&scan.look(1800 + 600).await), "{wrong}");
        assert!(is_pending(&scan.look(60).await), "{wrong}");
        let vendor = Vendor::start([
            at(
                &format!(
                    r#"{{"code":2,"idcardid":"16236437872836","result":{{"expire":"{}","url":"https://face.example/"}}}}"#,
                    (NOON + 1800) * 1000
                ),
                wrong,
            ),
            at(ING, 2400),
            at(ING, 2401),
        ])
        .await;
        let hands = Hands::at(NOON);
        let ihuyi = IhuyiVerifier::new(config(&vendor.url).with_password(Password::Static)).unwrap();
        let ihuyi = ihuyi.with_clock(hands.clone());
        let Ok(Outcome::Pending(session)) = ihuyi.verify(&request()).await else { panic!("no scan") };
        assert_eq!(session.expires_at(), moment(NOON + 1800), "as the vendor says");
        hands.set(moment(NOON + 2400));
        assert!(is_pending(&ihuyi.verify(&request().with_session(session.clone())).await), "{wrong}");
        hands.set(moment(NOON + 2401));
        let over = ihuyi.verify(&request().with_session(session)).await.unwrap();
        assert!(over.answered().is_some(), "{wrong}");
    }
}
