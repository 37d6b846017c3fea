//! Which sets of factors suffice.

use std::sync::Arc;

use crate::{Factor, FactorSet, Field, InputError, Problem};

use Factor::{Face, Identity, Liveness, Mobile};

/// Alternatives, each a set of factors that suffices when all of them match.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Requirement(Alternatives);

#[derive(Clone, Debug, Eq, Hash, PartialEq)]
enum Alternatives {
    Preset(&'static [FactorSet]),
    Custom(Arc<[FactorSet]>),
}

const STANDARD: &[FactorSet] =
    &[FactorSet::of([Identity, Mobile, Face]), FactorSet::of([Identity, Face, Liveness])];
const STRICT: &[FactorSet] = &[FactorSet::of([Identity, Mobile, Face, Liveness])];
const HOSTED: &[FactorSet] = &[FactorSet::of([Identity, Face, Liveness])];

const PRESETS: [(&str, &[FactorSet]); 3] = [("standard", STANDARD), ("strict", STRICT), ("hosted", HOSTED)];

impl Requirement {
    /// Each vendor's own full check: identity, mobile and face; or identity, face and liveness.
    pub const fn standard() -> Self {
        Self(Alternatives::Preset(STANDARD))
    }

    /// All four factors.
    pub const fn strict() -> Self {
        Self(Alternatives::Preset(STRICT))
    }

    /// Identity, face and liveness.
    pub const fn hosted() -> Self {
        Self(Alternatives::Preset(HOSTED))
    }

    /// The preset of this name: `standard`, `strict` or `hosted`.
    pub fn preset(name: &str) -> Option<Self> {
        PRESETS.iter().find(|(known, _)| *known == name).map(|(_, sets)| Self(Alternatives::Preset(sets)))
    }

    /// Alternatives spelled out, the preferred one first.
    ///
    /// # Errors
    /// No alternative, or an empty one.
    pub fn any_of(alternatives: impl IntoIterator<Item = FactorSet>) -> Result<Self, InputError> {
        let sets: Arc<[FactorSet]> = alternatives.into_iter().collect();
        if sets.is_empty() || sets.iter().any(|set| set.is_empty()) {
            return Err(InputError::new(Field::Require, Problem::EmptyRequirement));
        }
        let preset = PRESETS.iter().find(|(_, preset)| **preset == *sets);
        Ok(Self(preset.map_or(Alternatives::Custom(sets), |(_, preset)| Alternatives::Preset(preset))))
    }

    /// The alternatives, the preferred one first.
    pub fn alternatives(&self) -> &[FactorSet] {
        match &self.0 {
            Alternatives::Preset(sets) => sets,
            Alternatives::Custom(sets) => sets,
        }
    }
}

impl Default for Requirement {
    fn default() -> Self {
        Self::standard()
    }
}
