//! Forms of any fields, against another encoder.

use heyan_transport::form;
use proptest::prelude::*;

proptest! {
    #[test]
    fn any_fields_are_written_as_the_standard_says_and_into_a_buffer_of_their_size(
        fields in prop::collection::vec((any::<String>(), any::<String>()), 0..6),
        room in 0..100_usize,
    ) {
        let expected = form_urlencoded::Serializer::new(String::new()).extend_pairs(&fields).finish();
        let pairs = || fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let body = form::encode(pairs());
        prop_assert_eq!(&*body, expected.as_bytes());
        prop_assert_eq!(body.capacity(), body.len());
        let roomy = form::encode_with_room(pairs(), room);
        prop_assert_eq!(&*roomy, expected.as_bytes());
        prop_assert_eq!(roomy.capacity(), roomy.len() + room);
    }
}
