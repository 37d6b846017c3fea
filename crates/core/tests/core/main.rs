//! The domain by its rules: each module specifies one part, data first.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "tests fail by panicking"
)]

mod support;

// What is asked.
mod hosted;
mod id_numbers;
mod impossible_names;
mod input_errors;
mod mobiles;
mod name_warnings;
mod names;
mod portrait;
mod portrait_base64;
mod ready_portrait;
mod request;
mod requirement;
mod credentials;
mod subject_properties;
mod text_files;

// Who is asked.
mod capability;
#[cfg(feature = "mock")]
mod mock;
mod provider_id;
mod verifier;

// What is answered.
mod advice;
mod attempt;
mod attempt_json;
mod attempt_records;
mod golden;
mod newer_versions;
mod objects;
mod decision;
mod echo;
mod error;
mod findings;
mod reason;
mod redaction;
mod session;
mod session_age;
mod session_sealed;
mod verification;
