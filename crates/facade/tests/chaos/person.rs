//! People of whom no two have a name, an ID number or a mobile number in common, so that invoices can be joined.

use heyan::{Hosted, IdNumber, MobileNumber, Portrait, RealName, VerifyRequest, today_in_shanghai};

use crate::plan::Plan;

/// The request of a plan.
pub(crate) fn request(plan: &Plan) -> VerifyRequest {
    let builder = VerifyRequest::builder(RealName::parse(&name(plan.n)).unwrap(), id_number(plan.n))
        .mobile(MobileNumber::parse(&mobile(plan)).unwrap())
        .portrait(Portrait::from_bytes(heyan_sandbox::PORTRAIT.to_vec()).unwrap());
    let builder = match plan.hosted {
        true => builder.hosted(Hosted::h5("https://example.com/done", &[]).unwrap()),
        false => builder,
    };
    builder.build(today_in_shanghai()).unwrap()
}

fn name(n: u32) -> String {
    format!("王{}", char::from_u32(0x4E00 + n).unwrap())
}

/// In a region that is assigned to no place, so that it is nobody's number; and none of the sandbox's personas.
pub(crate) fn id_number(n: u32) -> IdNumber {
    let number = format!("680101199{}0415{:03}", n / 1000, n % 1000);
    let parse = |check| IdNumber::parse(&format!("{number}{check}")).ok();
    "0123456789X".chars().find_map(parse).unwrap()
}

/// Its last six digits are an error or its last three a result, which is how the sandbox is told what to answer.
pub(crate) fn mobile(plan: &Plan) -> String {
    let (n, code) = (plan.n, plan.juhe);
    if code < 1000 {
        // The 9 keeps the number from ending like an error.
        format!("13{:05}9{code}", 10_000 + n)
    } else {
        format!("1{}{:03}{code}", 4 + n / 1000, n % 1000)
    }
}
