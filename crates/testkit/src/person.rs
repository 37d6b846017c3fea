//! Synthetic people, as many as a test wants.

use heyan_core::{
    Clock, Hosted, IdNumber, MobileNumber, Portrait, RealName, RequestBuilder, SystemClock, VerifyRequest,
    shanghai_date,
};

use crate::Planted;

/// Of a region that is assigned to no place, so that it is nobody's number.
const ID_NUMBER: &str = "68020319870619404X";

/// Beyond the basic plane, as rare names are.
const NAME: &str = "王𠮷";

/// An upright JPEG of the size that vendors want. A text to look for stands in it as a table that the picture does not
/// use: a comment would be dropped on the way.
const PORTRAIT: &[u8] = include_bytes!("../assets/portrait.jpg");

/// A synthetic person: the `n`-th has a mobile number of their own, to join a vendor's invoice on.
#[derive(Clone, Copy, Debug)]
pub struct Person {
    n: u32,
}

/// The `n`-th synthetic person; numbers from 0 to 999,999 are told apart.
pub fn person(n: u32) -> Person {
    Person { n: n % 1_000_000 }
}

impl Person {
    /// The mobile number; its last digits are never a code of the sandbox.
    pub fn mobile(self) -> String {
        format!("16{:06}000", self.n)
    }

    /// A request with all evidence, the permission for a hosted step included.
    ///
    /// # Panics
    /// Never: the data are well-formed.
    pub fn request(self) -> VerifyRequest {
        self.build(self.everything())
    }

    /// A request with a name and an ID number alone.
    pub fn bare_request(self) -> VerifyRequest {
        self.build(self.bare())
    }

    /// A builder with a name and an ID number alone.
    pub fn bare(self) -> RequestBuilder {
        VerifyRequest::builder(well_formed(RealName::parse(NAME)), well_formed(IdNumber::parse(ID_NUMBER)))
    }

    /// A builder with all evidence.
    pub fn everything(self) -> RequestBuilder {
        self.bare()
            .mobile(well_formed(MobileNumber::parse(&self.mobile())))
            .portrait(Self::portrait())
            .hosted(Self::hosted())
    }

    /// The permission for a hosted step.
    pub fn hosted() -> Hosted {
        well_formed(Hosted::h5("https://example.com/planted-return", &[]))
    }

    /// The face photo: a drawing of 480 x 480 pixels and 19,406 bytes, which a facade sends as it is.
    pub fn portrait() -> Portrait {
        well_formed(Portrait::from_bytes(PORTRAIT.to_vec()))
    }

    /// The person's data, to look for.
    pub fn planted(self) -> Planted {
        Planted::new([
            NAME.to_owned(),
            ID_NUMBER.to_owned(),
            self.mobile(),
            "planted-return".to_owned(),
            "planted-portrait".to_owned(),
        ])
        .with_bytes(PORTRAIT)
    }

    pub(crate) fn build(self, builder: RequestBuilder) -> VerifyRequest {
        well_formed(builder.build(shanghai_date(SystemClock.now())))
    }
}

#[expect(clippy::expect_used, reason = "the data above are constants, and a test of this crate parses them")]
fn well_formed<T, E: std::fmt::Debug>(parsed: Result<T, E>) -> T {
    parsed.expect("the synthetic data are well-formed")
}
