//! What is larger than the budget is never sent, whoever calls and whatever features are on.

use heyan_core::{
    Billing, BudgetUnit, ErrorKind, Field, MobileNumber, Portrait, PortraitBudget, Stage, Verifier,
    VerifyRequest,
};
use heyan_provider_juhe::{JuheConfig, JuheVerifier};

use crate::person::{MOBILE, builder, sandbox};

/// A request with a photo of so many bytes.
fn with_photo(bytes: usize) -> VerifyRequest {
    let photo = [&[0xFF, 0xD8, 0xFF][..], &vec![0x5A; bytes - 3]].concat();
    let request = builder().mobile(MobileNumber::parse(MOBILE).unwrap());
    request.portrait(Portrait::from_bytes(photo).unwrap()).build("2026-01-01".parse().unwrap()).unwrap()
}

fn budget(most: usize, unit: BudgetUnit) -> PortraitBudget {
    PortraitBudget::new(1..=most, unit, 480)
}

#[tokio::test]
async fn what_exceeds_the_budget_is_refused_before_it_is_sent() {
    let sandbox = sandbox().await;
    let config = || JuheConfig::new("sandbox").with_base_url(sandbox.url()).with_price_fen(80);
    for (name, config, most) in [
        ("by default", config(), 20_000),
        ("as base64", config().with_portrait_unit(BudgetUnit::Base64), 15_000),
        ("raised", config().with_portrait_budget(budget(50_000, BudgetUnit::File)), 50_000),
        (
            "raised, then counted otherwise",
            config()
                .with_portrait_budget(budget(40_000, BudgetUnit::File))
                .with_portrait_unit(BudgetUnit::Base64),
            30_000,
        ),
    ] {
        let juhe = JuheVerifier::new(config).unwrap();
        let before = sandbox.requests().len();
        for bytes in [3, most] {
            juhe.verify(&with_photo(bytes)).await.expect(name);
        }
        assert_eq!(sandbox.requests().len(), before + 2, "{name}: what fits is sent, small ones too");
        for bytes in [most + 1, 15_800_000] {
            let error = juhe.verify(&with_photo(bytes)).await.expect_err(name);
            assert_eq!(error.kind(), ErrorKind::InputRefused { field: Field::Portrait }, "{name}");
            assert_eq!((error.stage(), error.billing()), (Stage::NotSent, Billing::NotBilled), "{name}");
            assert_eq!(error.attempts()[0].cost_fen(), None, "{name}");
        }
        assert_eq!(sandbox.requests().len(), before + 2, "{name}: nothing was sent");
    }
}

#[tokio::test]
async fn the_refusal_tells_the_size_and_what_to_do() {
    let juhe = JuheVerifier::new(JuheConfig::new("k").with_base_url("http://127.0.0.1:1")).unwrap();
    let error = juhe.verify(&with_photo(15_800_000)).await.unwrap_err();
    insta::assert_snapshot!(error, @"juhe: the vendor does not take this portrait");
    let source = std::error::Error::source(&error).unwrap();
    insta::assert_snapshot!(source, @"the portrait has 15800000 bytes, over the limit of 20000; fit it with the feature portrait of heyan or with heyan_portrait::fit, or raise the provider's portrait budget");
    assert_eq!(error.attempts()[0].meaning(), Some("the portrait is larger than the provider's budget"));
}
