//! Whom to trust: the machine's root certificates and those of the configuration.

use std::sync::Arc;

use rustls::crypto::ring;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};
use url::Url;

use crate::{TransportConfig, TransportConfigError};

/// The TLS settings for reaching this vendor.
pub(crate) fn client_config(
    config: &TransportConfig,
    base_url: &Url,
) -> Result<ClientConfig, TransportConfigError> {
    let roots = roots(config, base_url)?;
    let versions = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|_| TransportConfigError::Client)?;
    Ok(versions.with_root_certificates(roots).with_no_client_auth())
}

/// The root certificates for this address.
///
/// Plain http to loopback needs no certificate, so none is looked for: it works on a machine without any.
pub(crate) fn roots(config: &TransportConfig, base_url: &Url) -> Result<RootCertStore, TransportConfigError> {
    if base_url.scheme() == "https" { roots_for_https(config) } else { Ok(RootCertStore::empty()) }
}

/// The configured root certificates and those of the machine.
pub(crate) fn roots_for_https(config: &TransportConfig) -> Result<RootCertStore, TransportConfigError> {
    let mut roots = RootCertStore::empty();
    add_own(&mut roots, &config.root_certificates)?;
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if roots.is_empty() { Err(TransportConfigError::NoRootCertificates) } else { Ok(roots) }
}

fn add_own(roots: &mut RootCertStore, pem: &[u8]) -> Result<(), TransportConfigError> {
    if pem.is_empty() {
        return Ok(());
    }
    let certificates: Vec<_> = CertificateDer::pem_slice_iter(pem)
        .collect::<Result<_, _>>()
        .map_err(|_| TransportConfigError::RootCertificate)?;
    if certificates.is_empty() {
        return Err(TransportConfigError::RootCertificate);
    }
    certificates
        .into_iter()
        .try_for_each(|certificate| roots.add(certificate))
        .map_err(|_| TransportConfigError::RootCertificate)
}
