//! One verification with all that is known of it afterwards: its caller's story, its trail, its entries of the invoice.

use std::collections::BTreeMap;

use heyan::{Attempt, Step};
use heyan_sandbox::{Auto, InvoiceEntry};

use crate::heard::{Event, ended};
use crate::person;
use crate::run::Run;
use crate::story::Story;

#[derive(Debug)]
pub(crate) struct Case<'a> {
    pub(crate) story: &'a Story,
    pub(crate) events: Vec<Event>,
    pub(crate) juhe: Vec<&'a InvoiceEntry>,
    pub(crate) ihuyi: Vec<&'a InvoiceEntry>,
    /// How the scans of its run end.
    pub(crate) auto: Auto,
}

/// What a case has about one vendor.
pub(crate) struct Books<'a> {
    /// How often the vendor was asked what it may bill.
    pub(crate) asked: usize,
    /// The attempts that this came to, and where the vendor was skipped.
    pub(crate) asks: Vec<&'a Attempt>,
    pub(crate) entries: &'a [&'a InvoiceEntry],
}

/// The cases of a run, and the entries that belong to none.
pub(crate) fn cases(run: &Run) -> (Vec<Case<'_>>, Vec<&InvoiceEntry>) {
    let (mut juhe, mut ihuyi) = (by_person(&run.invoice.juhe), by_person(&run.invoice.ihuyi));
    let mut cases = Vec::new();
    for story in &run.stories {
        let id_number = person::id_number(story.plan.n);
        let entries = [&mut juhe, &mut ihuyi].map(|people| people.remove(id_number.expose()));
        let [juhe, ihuyi] = entries.map(Option::unwrap_or_default);
        cases.push(Case { story, events: run.heard.of(story.id), juhe, ihuyi, auto: run.auto });
    }
    (cases, juhe.into_values().chain(ihuyi.into_values()).flatten().collect())
}

fn by_person(entries: &[InvoiceEntry]) -> BTreeMap<&str, Vec<&InvoiceEntry>> {
    let mut people: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for entry in entries {
        people.entry(entry.id_number()).or_default().push(entry);
    }
    people
}

impl Case<'_> {
    /// The books of each vendor, by its name in the trail.
    pub(crate) fn books(&self) -> [(&'static str, Books<'_>); 2] {
        [("juhe", &self.juhe), ("ihuyi", &self.ihuyi)].map(|(vendor, entries)| {
            let is_question =
                |event: &&Event| matches!(event, Event::Started(provider, Step::Ask) if provider == vendor);
            let is_ask =
                |attempt: &&Attempt| attempt.provider().as_str() == vendor && attempt.step() == Step::Ask;
            let asked = self.events.iter().filter(is_question).count();
            (vendor, Books { asked, asks: ended(&self.events).filter(is_ask).collect(), entries })
        })
    }
}
