//! What is odd about a portrait, told before anybody is paid.

use std::fmt;

/// What is odd about a portrait, with the measured figure and the limit. No face was looked for.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum PortraitWarning {
    /// The shorter side has so few pixels that a face in it is hardly enough.
    Small {
        /// Pixels of the shorter side.
        side: u32,
        /// What it should have at least.
        limit: u32,
        /// Whether there is no room for a face at all.
        hopeless: bool,
    },
    /// Nearly the same brightness everywhere.
    Uniform {
        /// The standard deviation of brightness, 0 to 127.5.
        deviation: f64,
        /// What it should be at least.
        limit: f64,
        /// Whether there is nothing in the picture at all.
        hopeless: bool,
    },
    /// Very dark.
    Dark {
        /// Mean brightness, 0 to 255.
        mean: f64,
        /// What it should be at least.
        limit: f64,
    },
    /// Overexposed.
    Bright {
        /// Mean brightness, 0 to 255.
        mean: f64,
        /// What it should be at most.
        limit: f64,
    },
    /// The file says what its colours mean, and that is not understood: they were taken for sRGB.
    UnknownColours {
        /// What is not understood.
        found: &'static str,
    },
}

impl PortraitWarning {
    /// Whether no vendor can find a face in it: asking would be money thrown away.
    pub fn blocks(&self) -> bool {
        match self {
            Self::Small { hopeless, .. } | Self::Uniform { hopeless, .. } => *hopeless,
            Self::Dark { .. } | Self::Bright { .. } | Self::UnknownColours { .. } => false,
        }
    }

    /// A word for it in snake case, as programs read it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Small { .. } => "small_portrait",
            Self::Uniform { .. } => "uniform_portrait",
            Self::Dark { .. } => "dark_portrait",
            Self::Bright { .. } => "overexposed_portrait",
            Self::UnknownColours { .. } => "unknown_colours",
        }
    }
}

impl PortraitWarning {
    /// The measured figure, if there is one; never rounded up or down to the limit.
    pub fn figure(&self) -> Option<f64> {
        match self {
            Self::Small { side, .. } => Some(f64::from(*side)),
            Self::Uniform { deviation: figure, .. } | Self::Dark { mean: figure, .. } => {
                Some((figure * 10.0).floor() / 10.0)
            }
            Self::Bright { mean, .. } => Some((mean * 10.0).ceil() / 10.0),
            Self::UnknownColours { .. } => None,
        }
    }
}

impl fmt::Display for PortraitWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let figure = self.figure().unwrap_or_default();
        match self {
            Self::Small { limit, .. } => {
                write!(
                    f,
                    "its shorter side has {figure} px, fewer than {limit}; take the photo from nearer, or send the original"
                )
            }
            Self::Uniform { limit, .. } => {
                write!(
                    f,
                    "it is nearly uniform: its brightness deviates by {figure:.1} of 255 from the mean, less than {limit}; see that nothing covers the lens"
                )
            }
            Self::Dark { limit, .. } => {
                write!(
                    f,
                    "it is very dark: its mean brightness is {figure:.1} of 255, below {limit}; take it in more light"
                )
            }
            Self::Bright { limit, .. } => {
                write!(
                    f,
                    "it is overexposed: its mean brightness is {figure:.1} of 255, above {limit}; take it in less light"
                )
            }
            Self::UnknownColours { found } => {
                write!(
                    f,
                    "{found}, so its colours are taken for sRGB and may be wrong; save the photo in sRGB"
                )
            }
        }
    }
}
