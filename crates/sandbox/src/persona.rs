//! The synthetic people of the sandbox: who gets which answer, whatever the mobile number says.

use serde::Serialize;

use crate::ihuyi::Progress;

/// A drawn face, no living person's: a JPEG of the size that Juhe likes best ("大小最佳在16~20K之间").
pub const PORTRAIT: &[u8] = include_bytes!("../assets/portrait.jpg");

/// A synthetic person, known by ID number.
///
/// The ID numbers have a right check character and a region that is assigned to no place (nothing begins with
/// 68, and the foreigner's permit has region 68 after its 9 and nationality 999), so that they belong to
/// nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Persona {
    /// What this person stands for; the name that people call it by.
    pub persona: &'static str,
    /// The person's name, as on the card.
    pub name: &'static str,
    /// Eighteen characters.
    pub id_number: &'static str,
    /// Eleven digits, which select no answer by themselves.
    pub mobile: &'static str,
    /// What Juhe's endpoint answers, a `res` or an `error_code`.
    pub juhe: &'static str,
    /// How this person's scan at ihuyi ends.
    pub ihuyi: &'static str,
    /// The same, as the sandbox reads it.
    #[serde(skip)]
    progress: Progress,
}

impl Persona {
    /// The persona with exactly this ID number.
    pub(crate) fn with_id_number(id_number: &str) -> Option<&'static Self> {
        PERSONAS.iter().find(|persona| persona.id_number == id_number)
    }

    pub(crate) fn progress(&self) -> Progress {
        self.progress
    }
}

/// All personas, in the order of the documentation.
#[must_use]
pub fn personas() -> &'static [Persona] {
    &PERSONAS
}

/// The persona called `name`: `pass`, `family-sim`, …
#[must_use]
pub fn persona(name: &str) -> Option<&'static Persona> {
    PERSONAS.iter().find(|persona| persona.persona == name)
}

const fn row(
    persona: &'static str,
    name: &'static str,
    id_number: &'static str,
    mobile: &'static str,
    juhe: &'static str,
    progress: Progress,
) -> Persona {
    Persona { persona, name, id_number, mobile, juhe, ihuyi: progress.words(), progress }
}

#[rustfmt::skip] // A table is read by its columns.
static PERSONAS: [Persona; 15] = [
    row("pass",             "王小明",        "680101199003070012", "16400000201", "100",    Progress::Passes),
    row("family-sim",       "李秀英",        "680101196205180021", "16400000202", "101",    Progress::Passes),
    row("impostor",         "张伟强",        "68010119880923013X", "16400000203", "102",    Progress::Fails),
    row("wrong-name",       "刘洋",          "680101199512010042", "16400000204", "107",    Progress::Fails),
    row("renamed",          "陈𠮷",          "680101197911150051", "16400000205", "105",    Progress::Fails),
    row("household-moving", "杨帆",          "680101200102260060", "16400000206", "115",    Progress::Fails),
    row("no-photo",         "古丽娜尔·艾山", "680101199308140085", "16400000207", "104",    Progress::Passes),
    row("blurred",          "黄丽萍",        "680101198506300102", "16400000208", "104, then 100 for another image", Progress::Passes),
    row("virtual-operator", "周志强",        "680101199801090114", "16400000209", "109",    Progress::Passes),
    row("carrier-down",     "吴敏",          "680101199104170127", "16400000210", "108",    Progress::Passes),
    row("sources-down",     "徐建军",        "680101197407200152", "16400000211", "280105", Progress::Passes),
    row("foreign-permit",   "安娜·佩特洛娃", "968999198610280141", "16400000212", "280102", Progress::Passes),
    row("walks-away",       "孙晓悦",        "680101199602120165", "16400000213", "104",    Progress::NeverEnds),
    row("late",             "马晓东",        "680101198209050178", "16400000214", "104",    Progress::PassesAfterExpiry),
    row("scan-state",       "朱文静",        "680101200002290182", "16400000215", "104",    Progress::PassesOnceSeen),
];
