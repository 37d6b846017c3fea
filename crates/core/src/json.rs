//! How JSON is read that another process wrote: objects by their names, and words that this version may not know.

mod object;
mod word;

pub(crate) use object::Object;
pub(crate) use word::{NOT_A_WORD, Vocabulary, Word, is_word, known, vocabulary};
