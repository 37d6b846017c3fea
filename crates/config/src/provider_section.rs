//! A section `[provider.…]`: the settings of every vendor and those of its kind, each with its meaning.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use heyan_core::{BudgetUnit, ProviderId, is_loopback, trim_credential};
use heyan_provider_ihuyi::{FailMeans, Password};
use heyan_transport::ProxySetting;

use crate::error::{ConfigError, Problems};
use crate::keys::Owner;
use crate::limits::SectionLimits;
use crate::secret::{STAND_IN, Secret};
use crate::section::Section;
use crate::setting::{Setting, Value};
use crate::values::{one_of, period, price, text};

/// One account at a vendor.
#[derive(Debug)]
pub(crate) struct ProviderSection {
    pub(crate) section: Section,
    pub(crate) id: ProviderId,
    pub(crate) vendor: Vendor,
    pub(crate) reach: Reach,
    pub(crate) price: Option<u64>,
    pub(crate) limits: SectionLimits,
    pub(crate) root_certificate: Option<PathBuf>,
}

/// How the vendor is reached, without certificates, which are not read yet.
pub(crate) struct Reach {
    pub(crate) base_url: String,
    pub(crate) timeout: Duration,
    pub(crate) connect_timeout: Duration,
    pub(crate) proxy: ProxySetting,
}

/// The vendor, with what only it needs.
#[derive(Debug)]
pub(crate) enum Vendor {
    Juhe { key: Secret, portrait_unit: BudgetUnit },
    Ihuyi { account: String, api_key: Secret, password: Password, fail_means: FailMeans },
}

/// What stands in for a time-out that cannot be read.
const TIMEOUT: Duration = Duration::from_secs(15);

const PASSWORDS: &[(&str, Password)] = &[("dynamic", Password::Dynamic), ("static", Password::Static)];

const FAIL_MEANS: &[(&str, FailMeans)] =
    &[("indeterminate", FailMeans::Indeterminate), ("mismatch", FailMeans::Mismatch)];

const PORTRAIT_UNITS: &[(&str, BudgetUnit)] = &[("file", BudgetUnit::File), ("base64", BudgetUnit::Base64)];

impl ProviderSection {
    /// A stand-in takes the place of what cannot be read; `None` for a kind that is not known.
    pub(crate) fn read(id: &str, mut section: Section, problems: &mut Problems) -> Option<Self> {
        let wrong_id = |error| ConfigError::new(section.place(), format!("id: {error}"));
        let provider_id = problems.note(ProviderId::new(id).map_err(wrong_id));
        section.set_default("kind", Value::Text(id.to_owned()));
        let owner = problems.note(kind(&section))?;
        foreign_keys(owner, &section, problems);
        section.fill_defaults(owner);
        let vendor = Vendor::read(owner, &mut section, problems);
        let reach = Reach::read(&section, &vendor, problems);
        let price = section.optional("price", price, problems);
        let limits = SectionLimits::read(&section, problems);
        let root_certificate = section.optional("root_certificate", path, problems);
        Some(Self {
            section,
            id: provider_id.or_else(|| ProviderId::new(owner.kind()).ok())?,
            vendor,
            reach,
            price,
            limits,
            root_certificate,
        })
    }

    /// The id as it is written, well-formed or not.
    pub(crate) fn name(&self) -> &str {
        self.section.name.strip_prefix("provider.").unwrap_or_default()
    }

    /// The key of the vendor's secret, and the secret.
    pub(crate) fn secret(&self) -> (&'static str, &Secret) {
        match &self.vendor {
            Vendor::Juhe { key, .. } => ("key", key),
            Vendor::Ihuyi { api_key, .. } => ("api_key", api_key),
        }
    }

    /// Whether it starts scans.
    pub(crate) fn is_hosted(&self) -> bool {
        matches!(self.vendor, Vendor::Ihuyi { .. })
    }
}

impl Reach {
    /// A default takes the place of what cannot be read.
    fn read(section: &Section, vendor: &Vendor, problems: &mut Problems) -> Self {
        let base_url = section.required("base_url", |setting| text(setting, vendor.base_url()), problems);
        let timeout = section.required("timeout", period, problems);
        let connect_timeout = section.required("connect_timeout", period, problems);
        let proxy = section.required("proxy", |setting| text(setting, "none"), problems);
        Self {
            base_url: base_url.unwrap_or_else(|| vendor.base_url().to_owned()),
            timeout: timeout.unwrap_or(TIMEOUT),
            connect_timeout: connect_timeout.unwrap_or(TIMEOUT),
            proxy: proxy.map(|proxy| ProxySetting::parse(&proxy)).unwrap_or_default(),
        }
    }

    /// Whether the vendor's address is on this machine.
    pub(crate) fn is_local(&self) -> bool {
        is_loopback(trim_credential(&self.base_url))
    }
}

/// An address may hold a password.
impl fmt::Debug for Reach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reach")
            .field("timeout", &self.timeout)
            .field("connect_timeout", &self.connect_timeout)
            .finish_non_exhaustive()
    }
}

impl Vendor {
    fn read(owner: Owner, section: &mut Section, problems: &mut Problems) -> Self {
        if owner == Owner::Juhe {
            let unit = section.required("portrait_unit", |setting| one_of(setting, PORTRAIT_UNITS), problems);
            let portrait_unit = unit.unwrap_or(BudgetUnit::File);
            return Self::Juhe { key: secret("key", section, problems), portrait_unit };
        }
        let account = section.required("account", |setting| text(setting, "C12345678"), problems);
        let api_key = secret("api_key", section, problems);
        let password = section.required("password", |setting| one_of(setting, PASSWORDS), problems);
        let fail_means = section.required("fail_means", |setting| one_of(setting, FAIL_MEANS), problems);
        Self::Ihuyi {
            account: account.unwrap_or_else(|| STAND_IN.to_owned()),
            api_key,
            password: password.unwrap_or_default(),
            fail_means: fail_means.unwrap_or_default(),
        }
    }

    /// The vendor's own address.
    pub(crate) fn base_url(&self) -> &'static str {
        match self {
            Self::Juhe { .. } => heyan_provider_juhe::BASE_URL,
            Self::Ihuyi { .. } => heyan_provider_ihuyi::BASE_URL,
        }
    }
}

fn kind(section: &Section) -> Result<Owner, ConfigError> {
    let written = section.get("kind").and_then(Setting::text);
    written.and_then(Owner::vendor).ok_or_else(|| {
        if section.is_set("kind") {
            let problem = "is no known kind of provider; write \"juhe\" or \"ihuyi\"";
            return ConfigError::new(section.place_of("kind"), problem);
        }
        let name = &section.name;
        let (problem, second) = match section.is_made_of_variables() {
            false => ("its name is no known kind of provider".to_owned(), "kind = \"juhe\"".to_owned()),
            true => {
                let problem = format!("makes a section [{name}], whose name is no known kind of provider");
                (problem, format!("{}=juhe", section.variable("kind")))
            }
        };
        let problem = format!("{problem}; those are \"juhe\" and \"ihuyi\" (a second account: {second})");
        ConfigError::new(section.place(), problem)
    })
}

/// Finds keys of another vendor.
fn foreign_keys(vendor: Owner, section: &Section, problems: &mut Problems) {
    for name in section.set_keys().filter(|name| vendor.key(name).is_none()) {
        let owner = [Owner::Juhe, Owner::Ihuyi].into_iter().find(|other| other.key(name).is_some());
        let owner = owner.map_or("", Owner::kind);
        let problem = format!(
            "is a key of sections of kind \"{owner}\", and this one is \"{}\"; take it out",
            vendor.kind()
        );
        problems.add(ConfigError::new(section.place_of(name), problem));
    }
}

fn secret(key: &'static str, section: &mut Section, problems: &mut Problems) -> Secret {
    let read = section.take(key).ok_or_else(|| section.missing(key)).and_then(Secret::read);
    problems.note(read).unwrap_or_else(Secret::stand_in)
}

fn path(setting: &Setting) -> Result<PathBuf, ConfigError> {
    Ok(setting.place.path(text(setting, "extra-ca.pem")?.as_ref()))
}
