//! Names of providers.

use std::collections::HashMap;

use heyan_core::{ProviderId, ProviderIdError};

use crate::support::provider;

const LONGEST: &str = "a123456789-123456789-123456789-1";

#[test]
fn a_provider_id_is_1_to_32_lower_case_letters_digits_and_hyphens() {
    for name in ["juhe", "juhe-b", "a", "x1", LONGEST] {
        let id = ProviderId::new(name).unwrap();
        assert_eq!((id.as_str(), id.to_string().as_str()), (name, name));
        assert_eq!(serde_json::to_value(&id).unwrap(), name);
        assert_eq!(serde_json::from_value::<ProviderId>(name.into()).unwrap(), id);
    }
    let too_long = format!("{LONGEST}2");
    for name in ["", "Juhe", "1juhe", "-juhe", "ju he", "juhe_b", "聚合", "juhe\n", &too_long] {
        assert_eq!(ProviderId::new(name), Err(ProviderIdError), "{name:?}");
        assert!(serde_json::from_value::<ProviderId>(name.into()).is_err(), "{name:?}");
    }
}

#[test]
fn a_provider_is_found_in_a_map_by_its_name() {
    let prices = HashMap::from([(provider("juhe"), 80)]);
    assert_eq!(prices.get("juhe"), Some(&80));
}
