//! From the flat form to an attempt: what no constructor makes, no record brings in.

use serde::de::DeserializeOwned;

use super::{AttemptRecord, Text};
use crate::attempt::carried::{
    BILLING, CARRIER, Carried, ERROR, FIELD, REFUSED_BY, SCOPE, SKIPPED_BECAUSE, STAGE, STATUS, STEP,
};
use crate::attempt::{ORDER_ID_LIMIT, VENDOR_CODE_LIMIT};
use crate::clock::Moment;
use crate::identifier::identifier;
use crate::json::{NOT_A_WORD, Vocabulary, Word, is_word, known};
use crate::{
    Attempt, Billing, ErrorKind, Failure, Field, Limit, Scope, Skip, SkipReason, Stage, Status, Step,
};

impl TryFrom<AttemptRecord> for Attempt {
    type Error = &'static str;

    fn try_from(record: AttemptRecord) -> Result<Self, Self::Error> {
        let mut carried = Carried::default();
        let step: Step = carried.read(STEP, &record.step)?;
        let status = status(&record, &mut carried)?;
        let billing: Billing = carried.read(BILLING, &record.billing)?;
        let can_cost = step == Step::Ask
            && match &status {
                Status::Skipped(_) => false,
                Status::Failed(failure) => failure.stage != Stage::NotSent,
                _ => true,
            };
        // A fee in a word of a newer version may be anything, so it stays one that may be due.
        let is_told = !carried.has(BILLING);
        if !can_cost && billing != Billing::NotBilled && is_told {
            return Err("a query, a skip, or what was not sent is not_billed");
        }
        let is_skip = matches!(status, Status::Skipped(_));
        if record.reused && ((billing != Billing::NotBilled && is_told) || is_skip) {
            return Err("what is reused was asked by somebody, and is not_billed");
        }
        if billing == Billing::NotBilled && record.cost_fen.is_some() {
            return Err("what was not billed has no cost_fen");
        }
        let is_identifier = |text: &Option<Box<str>>, limit| {
            text.as_deref().is_none_or(|text| identifier(text, limit).is_some())
        };
        if !is_identifier(&record.vendor_code, VENDOR_CODE_LIMIT)
            || !is_identifier(&record.order_id, ORDER_ID_LIMIT)
        {
            return Err("vendor_code and order_id are identifiers");
        }
        Ok(Self {
            provider: record.provider,
            step,
            status,
            vendor_code: record.vendor_code,
            meaning: record.meaning,
            order_id: record.order_id,
            billing,
            reused: record.reused,
            cost_fen: record.cost_fen,
            scores: record.scores.0,
            carrier: carried.known(CARRIER, record.carrier.as_ref())?,
            asked_at: record.asked_at.map(Moment::timestamp),
            elapsed_ms: record.elapsed_ms,
            carried,
        })
    }
}

fn status(record: &AttemptRecord, carried: &mut Carried) -> Result<Status, &'static str> {
    Ok(match &*record.status {
        "answered" => Status::Answered,
        "pending" => Status::Pending,
        "abandoned" => Status::Abandoned,
        "skipped" => {
            let because = record.skipped_because.as_ref().ok_or("a skipped attempt says skipped_because")?;
            let reason: SkipReason = carried.read(SKIPPED_BECAUSE, because)?;
            Status::Skipped(Skip { reason, detail: record.detail.clone() })
        }
        "failed" => {
            let kind = kind(record, carried)?;
            let stage = record.stage.as_ref().ok_or("a failed attempt says stage")?;
            Status::Failed(Failure { kind, stage: carried.read(STAGE, stage)? })
        }
        other => {
            carried.words([(STATUS, Some(other))])?;
            carried.words([(STAGE, record.stage.as_deref())])?;
            carried.words([(SKIPPED_BECAUSE, record.skipped_because.as_deref())])?;
            carried.words(of_error(record))?;
            Status::Unknown
        }
    })
}

/// An error of a newer version is one that cannot be read.
fn kind(record: &AttemptRecord, carried: &mut Carried) -> Result<ErrorKind, &'static str> {
    let name = record.error.as_deref().ok_or("a failed attempt says error")?;
    let mut with = Carried::default();
    let field: Option<Field> = with.known(FIELD, record.field.as_ref())?;
    let scope: Option<Scope> = with.known(SCOPE, record.scope.as_ref())?;
    let by: Option<Limit> = with.known(REFUSED_BY, record.refused_by.as_ref())?;
    if let Some(kind) = ErrorKind::from_parts(name, field, scope, by) {
        return Ok(kind);
    }
    let is_of_this_version = ErrorKind::ALL.iter().any(|kind| kind.as_str() == name);
    if is_of_this_version && ![FIELD, SCOPE, REFUSED_BY].iter().any(|field| with.has(field)) {
        return Err("the attempt's error lacks its field, scope or refused_by");
    }
    carried.words(of_error(record))?;
    Ok(ErrorKind::Protocol)
}

fn of_error(record: &AttemptRecord) -> [(&'static str, Option<&str>); 4] {
    [
        (ERROR, record.error.as_deref()),
        (FIELD, record.field.as_deref()),
        (SCOPE, record.scope.as_deref()),
        (REFUSED_BY, record.refused_by.as_deref()),
    ]
}

impl Carried {
    /// What the word counts as; it is kept if this version does not know it.
    fn read<T: Vocabulary>(&mut self, field: &'static str, text: &str) -> Result<T, &'static str> {
        let word = Word::of(text).ok_or(NOT_A_WORD)?;
        if let Some(carried) = word.carried {
            self.keep(field, carried);
        }
        Ok(word.meant)
    }

    /// What the word stands for, or nothing; it is kept if this version does not know it.
    fn known<T: DeserializeOwned>(
        &mut self,
        field: &'static str,
        text: Option<&Text>,
    ) -> Result<Option<T>, &'static str> {
        let Some(text) = text else { return Ok(None) };
        let value = known(text);
        if value.is_none() {
            self.words([(field, Some(&**text))])?;
        }
        Ok(value)
    }

    /// Keeps the words, known or not.
    fn words<'a>(
        &mut self,
        words: impl IntoIterator<Item = (&'static str, Option<&'a str>)>,
    ) -> Result<(), &'static str> {
        for (field, word) in words {
            let Some(word) = word else { continue };
            if !is_word(word) {
                return Err(NOT_A_WORD);
            }
            self.keep(field, word.into());
        }
        Ok(())
    }
}
