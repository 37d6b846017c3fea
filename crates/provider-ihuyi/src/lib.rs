//! ihuyi's hosted face scan (人脸核身, idface) as a [`Verifier`](heyan_core::Verifier).
//!
//! A scan takes three steps, and the person makes the one in the middle:
//!
//! 1. **Start it.** `POST /idcard/idface/Submit.json` with a name and an ID number; the answer has a serial, and a link
//!    to the vendor's page or a token for the vendor's SDK. [`IhuyiVerifier`] asks once and never again, and answers
//!    `Pending` with a [`Session`](heyan_core::Session). The request must permit a hosted step.
//! 2. **The person scans their face.**
//! 3. **Ask how it went.** `POST /idcard/idface/GetResult.json` with the serial: the same call, with the session in the
//!    request. It costs nothing and may be repeated, until there is an answer about identity, face and liveness. What
//!    the vendor sends to a notify URL is unsigned, so it is a hint to ask, and never a result.
//!
//! ```
//! use std::time::Duration;
//!
//! use heyan_core::{
//!     Clock, Decision, Hosted, IdNumber, Outcome, RealName, SealedSession, SessionKeys, SystemClock, Verifier, VerifyRequest,
//!     today_in_shanghai,
//! };
//! use heyan_provider_ihuyi::{IhuyiConfig, IhuyiVerifier};
//!
//! # use tokio::{io::{AsyncReadExt, AsyncWriteExt}, net::TcpListener};
//! # async fn vendor() -> std::io::Result<String> {
//! #     let listener = TcpListener::bind("127.0.0.1:0").await?;
//! #     let address = format!("http://{}", listener.local_addr()?);
//! #     tokio::spawn(async move {
//! #         let started = r#"{"code":2,"idcardid":"16236437872836","result":{"url":"https://face.example/s"}}"#;
//! #         let passed = r#"{"code":2,"result":{"status":"SUCCESS","similarity":"98"}}"#;
//! #         for body in [started, passed] {
//! #             let (mut stream, _) = listener.accept().await?;
//! #             let mut question = Vec::new();
//! #             while !String::from_utf8_lossy(&question).contains("&time=") { stream.read_buf(&mut question).await?; }
//! #             let answer = format!("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}", body.len());
//! #             stream.write_all(answer.as_bytes()).await?;
//! #         }
//! #         std::io::Result::Ok(())
//! #     });
//! #     Ok(address)
//! # }
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let vendor = vendor().await?;
//! let config = IhuyiConfig::new("your-apiid", "key-from-your-secret-store").with_price_fen(120);
//! # let config = config.with_base_url(vendor);
//! let ihuyi = IhuyiVerifier::new(config)?;
//! let keys = SessionKeys::new([7; 32])?; // 32 random bytes, the same in every process.
//!
//! // Start it, and send the person to the link.
//! let request = VerifyRequest::builder(RealName::parse("张三")?, IdNumber::parse("11010519491231002X")?)
//!     .hosted(Hosted::h5("https://example.com/back", &[])?)
//!     .build(today_in_shanghai())?;
//! let Outcome::Pending(session) = ihuyi.verify(&request).await? else { unreachable!("a scan takes a while") };
//! println!("scan your face at {}", session.link().url().unwrap_or_default());
//!
//! // Keep the session: sealed, it belongs to this person, and nobody can change it.
//! let kept = serde_json::to_string(&keys.seal(session, &request))?;
//!
//! // Later, in any process: open it, and ask how it went.
//! let sealed: SealedSession = serde_json::from_str(&kept)?;
//! let week = Duration::from_secs(7 * 24 * 3600);
//! let session = keys.open(&sealed, &request, SystemClock.now(), week)?;
//! match ihuyi.verify(&request.with_session(session)).await? {
//!     Outcome::Answered(answer) => assert_eq!(answer.decision(), Decision::Verified),
//!     _ => println!("not yet: ask again in a few seconds"),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! **What is billed** the vendor says nowhere. An accepted scan is `MaybeBilled`, one refused with a documented code is
//! not billed, and in doubt it may be. A query never costs.
//!
//! **Passwords** are digests of the key and the time by default ([`Password::Dynamic`]), so this machine's clock must be
//! right. Where it is not, the vendor refuses them; heyan then goes by the `Date` of the vendor's answer, logs one
//! warning, and asks a *query* once more. A scan that was refused is not started again by itself.
//!
//! **A scan that was not passed** (刷脸认证失败) says by default that face and liveness could not be told: the vendor gives no
//! reason, and a covered eye would do. See [`FailMeans`].
//!
//! **What the vendor repeats** of a person's data or the account's secrets gets into no result: a serial, link or token
//! that holds a whole value of these makes the answer unreadable, and a serial that holds a part of one is no order id.
//!
//! Source: the vendor's own page of idface. Every code stands in [`codes()`].
//!
//! The modules stand in the order in which a question meets them.

mod config;
mod verifier;
mod vendor_clock;
mod sign;
mod encode;
mod wire;
mod codes;
mod echo;
mod decode;
mod reading;
mod conclude;
mod trail;

pub use codes::{At, Code, Meaning, codes};
pub use config::{BASE_URL, FailMeans, IhuyiConfig, IhuyiConfigError, Password};
// For tests and benches of the bytes; no part of the stable interface.
#[doc(hidden)]
pub use decode::{Queried, Scan, Started, Submitted, decode_get_result, decode_submit};
#[doc(hidden)]
pub use echo::Sent;
#[doc(hidden)]
pub use encode::{Credentials, FaceType, GetResult, Submit, encode_get_result, encode_submit};
pub use heyan_transport::{ProxySetting, TransportConfigError};
#[doc(hidden)]
pub use sign::{Signed, dynamic_password};
pub use verifier::IhuyiVerifier;
