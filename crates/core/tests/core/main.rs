//! The domain by its rules: each module specifies one part, data first.

#[cfg(test)]
mod support;

// What is asked.
#[cfg(test)]
mod hosted;
#[cfg(test)]
mod id_numbers;
#[cfg(test)]
mod input_errors;
#[cfg(test)]
mod mobiles;
#[cfg(test)]
mod names;
#[cfg(test)]
mod portrait;
#[cfg(test)]
mod request;
#[cfg(test)]
mod requirement;
#[cfg(test)]
mod subject_properties;

// Who is asked.
#[cfg(test)]
mod capability;
#[cfg(all(test, feature = "mock"))]
mod mock;
#[cfg(test)]
mod provider_id;
#[cfg(test)]
mod verifier;

// What is answered.
#[cfg(test)]
mod advice;
#[cfg(test)]
mod attempt;
#[cfg(test)]
mod attempt_json;
#[cfg(test)]
mod attempt_records;
#[cfg(test)]
mod decision;
#[cfg(test)]
mod error;
#[cfg(test)]
mod findings;
#[cfg(test)]
mod reason;
#[cfg(test)]
mod redaction;
#[cfg(test)]
mod verification;
