//! The vendors' identity-verification endpoints, on loopback.
//!
//! A [`Sandbox`] answers with the paths, fields, codes and shapes of the real vendor, keeps an
//! [`Invoice`] of what the vendor would have billed, and never leaves this machine. What it answers is chosen
//! by the person asked about, so that a client in any language can drive it, and many at once:
//!
//! - first by [persona](personas): a synthetic person, known by ID number;
//! - else by the mobile number: its last six digits a service error (`280101` to `280105`), else its last
//!   three a result (`100` to `116`), else everything matches;
//! - the key `sandbox-10001` is refused with system error 10001, and so on for each of the vendor's codes;
//!   an empty key is refused too, and every other key is good.
//!
//! The log of requests ([`Sandbox::requests`], `GET /_sandbox/requests`) tells of each image its size and format, and
//! whether the vendor would like it. With [`SandboxConfig::with_strict_images`] an image that it would not read is answered
//! 104, as a face that could not be checked.
//!
//! A scan at ihuyi comes to what decides it first:
//!
//! - the account `sandbox-4050` is refused with code 4050, and so on for each of the vendor's codes; every
//!   other account is good, with the [API key](SandboxConfig::with_ihuyi_api_key) as its password, or with a dynamic
//!   password made of it;
//! - then the tester on the hosted page, a link to which Submit answers with: pass, fail or leave, which is
//!   `ING` until somebody comes back. A result that a query has told stays as it is;
//! - then the [persona](personas): `ING` at the first query, then as it says;
//! - then [`SandboxConfig::with_auto`]: `ING` at the first query as well.
//!
//! ihuyi takes GET requests too; the sandbox takes none, because credentials have no place in an address. The
//! last 10,000 scans are remembered. A `notifyUrl` is asked for and never called: the vendor's notifications
//! are not signed, so they are a hint to look, and a client must do without.
//!
//! Whatever can go wrong on the way goes wrong when it is scripted, by [`Sandbox::script`] or over HTTP:
//! `POST /_sandbox/faults` takes `{"vendor": "juhe", "kind": "delay", "ms": 500, "count": 1}`, where `count` may
//! be left out, `GET` lists what is still to happen, and `DELETE` forgets it. [`FaultKind`] says what each kind
//! does, and whether the vendor has billed. Tests that must know where a request is
//! [hold](Sandbox::hold) it at a [`Hold`].
//!
//! This crate depends on no other crate of heyan and has its own literals, so that a misreading of a vendor
//! elsewhere cannot cancel itself out here.
//!
//! ```
//! use heyan_sandbox::{Sandbox, SandboxConfig, persona};
//! use tokio::io::{AsyncReadExt, AsyncWriteExt};
//! use tokio::net::TcpStream;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let sandbox = Sandbox::start(SandboxConfig::default()).await?;
//!
//! let person = persona("family-sim").ok_or("no such persona")?;
//! let form = format!(
//!     "key=any&realname={}&idcard={}&mobile={}&image=/9j/",
//!     person.name, person.id_number, person.mobile
//! );
//! let request = format!(
//!     "POST /verifyface_mobile/query HTTP/1.1\r\nHost: sandbox\r\nConnection: close\r\n\
//!      Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
//!     form.len()
//! );
//! let mut stream = TcpStream::connect(sandbox.address()).await?;
//! stream.write_all(request.as_bytes()).await?;
//! let mut answer = String::new();
//! stream.read_to_string(&mut answer).await?;
//!
//! assert!(answer.contains(r#""res":101,"resmsg":"身份、人像核验通过，手机号核验不通过""#));
//! assert_eq!(sandbox.invoice().juhe.len(), 1);
//! sandbox.stop().await;
//! # Ok(())
//! # }
//! ```

mod config;
mod sandbox;

mod server;
mod socket;

mod response;
mod intake;
mod router;

mod faults;
mod holds;

mod endpoint;
mod reply;
mod form;
mod persona;
mod vendor;

mod clock;
mod id_check;

mod ihuyi;
mod juhe;

mod h5;

mod journal;
mod invoice;

pub use crate::config::SandboxConfig;
pub use crate::faults::{Fault, FaultKind, FaultStatus};
pub use crate::holds::Hold;
pub use crate::ihuyi::Auto;
pub use crate::invoice::{Invoice, InvoiceEntry};
pub use crate::journal::LoggedRequest;
pub use crate::juhe::LoggedImage;
pub use crate::persona::{PORTRAIT, Persona, persona, personas};
pub use crate::sandbox::{Sandbox, SandboxError};
pub use crate::vendor::Vendor;
