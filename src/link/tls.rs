//! TLS 1.3 with raw public keys (RFC 7250) on both sides: the peer's key is the peer's identity.
//!
//! No certificate is parsed, no clock is asked, no name is sent, no session is resumed. Our
//! verifier only compares keys; the handshake's signature is checked by the library.

use std::fmt;
use std::sync::{Arc, OnceLock};

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{AlwaysResolvesClientRawPublicKeys, Resumption};
use rustls::crypto::{
    CryptoProvider, WebPkiSupportedAlgorithms, aws_lc_rs, verify_tls13_signature_with_raw_key,
};
use rustls::pki_types::{
    CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, ServerName, SubjectPublicKeyInfoDer, UnixTime,
};
use rustls::server::AlwaysResolvesServerRawPublicKeys;
use rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use rustls::sign::CertifiedKey;
use rustls::{
    CertificateError, ClientConfig, CommonState, DigitallySignedStruct, DistinguishedName, Error,
    PeerIncompatible, ServerConfig, SignatureScheme, version::TLS13,
};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_rustls::{TlsAcceptor, TlsConnector, client, server};

use crate::identity::Identity;
use crate::wire::{Fingerprint, PublicKey};

/// The protocol's name within TLS (RFC 7301).
pub const ALPN: &[u8] = b"maru/1";

/// SubjectPublicKeyInfo of an Ed25519 key (RFC 8410) up to the key itself.
const SPKI: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

/// Why no secure link came about.
#[derive(Clone, Debug, thiserror::Error)]
pub enum TlsError {
    /// Our own key could not be used.
    #[error("own key cannot be used for tls")]
    OwnKey,
    /// The host showed another key than expected; not one byte of ours left before.
    #[error("host showed {shown:?}, expected {expected}")]
    WrongKey {
        /// The key that the host showed.
        shown: PublicKey,
        /// What was expected.
        expected: Fingerprint,
    },
    /// The peer does not speak TLS 1.3 with raw keys and our ALPN: it is something else.
    #[error("peer does not speak our tls: {0}")]
    NotMaru(Arc<std::io::Error>),
    /// The connection broke during the handshake.
    #[error("connection broke during the handshake: {0}")]
    Broken(Arc<std::io::Error>),
}

/// What a member expects of the host's key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pin {
    /// This key, by its fingerprint.
    Fingerprint(Fingerprint),
    /// Whatever key the host shows: first contact by address alone.
    Anyone,
}

/// The host's side of TLS, made once and shared by all connections.
#[derive(Clone)]
pub struct Acceptor(TlsAcceptor);

impl fmt::Debug for Acceptor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("acceptor")
    }
}

impl Acceptor {
    /// Makes the host's side from its identity.
    ///
    /// # Errors
    /// [`TlsError::OwnKey`] when the identity cannot sign for TLS.
    pub fn new(identity: &Identity) -> Result<Self, TlsError> {
        let provider = provider();
        let verifier = Arc::new(Keys::new(&provider, Pin::Anyone));
        let resolver = Arc::new(AlwaysResolvesServerRawPublicKeys::new(certified(identity, &provider)?));
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_protocol_versions(&[&TLS13])
            .map_err(|_| TlsError::OwnKey)?
            .with_client_cert_verifier(verifier)
            .with_cert_resolver(resolver);
        config.alpn_protocols = vec![ALPN.to_vec()];
        config.send_tls13_tickets = 0;
        config.session_storage = Arc::new(rustls::server::NoServerSessionStorage {});
        Ok(Self(TlsAcceptor::from(Arc::new(config))))
    }

    /// Shakes hands with a member and returns the member's key.
    ///
    /// # Errors
    /// [`TlsError`] when the peer is no member's program or the connection broke.
    pub async fn accept<S>(&self, stream: S) -> Result<(server::TlsStream<S>, PublicKey), TlsError>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        let stream = self.0.accept(stream).await.map_err(broken)?;
        let key = peer_key(stream.get_ref().1).ok_or_else(|| not_maru(CertificateError::BadEncoding))?;
        Ok((stream, key))
    }
}

/// A member's side of TLS.
#[derive(Clone)]
pub struct Connector {
    provider: Arc<CryptoProvider>,
    certified: Arc<CertifiedKey>,
}

impl fmt::Debug for Connector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("connector")
    }
}

impl Connector {
    /// Makes a member's side from its identity.
    ///
    /// # Errors
    /// [`TlsError::OwnKey`] when the identity cannot sign for TLS.
    pub fn new(identity: &Identity) -> Result<Self, TlsError> {
        let provider = provider();
        Ok(Self { certified: certified(identity, &provider)?, provider })
    }

    /// Shakes hands with a host and returns the host's key.
    ///
    /// # Errors
    /// [`TlsError::WrongKey`] when it is not the one that `pin` asks for, else another [`TlsError`].
    pub async fn connect<S>(&self, stream: S, pin: Pin) -> Result<(client::TlsStream<S>, PublicKey), TlsError>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        let keys = Arc::new(Keys::new(&self.provider, pin));
        let resolver = Arc::new(AlwaysResolvesClientRawPublicKeys::new(Arc::clone(&self.certified)));
        let mut config = ClientConfig::builder_with_provider(Arc::clone(&self.provider))
            .with_protocol_versions(&[&TLS13])
            .map_err(|_| TlsError::OwnKey)?
            .dangerous()
            .with_custom_certificate_verifier(Arc::clone(&keys) as Arc<dyn ServerCertVerifier>)
            .with_client_cert_resolver(resolver);
        config.alpn_protocols = vec![ALPN.to_vec()];
        config.enable_sni = false;
        config.resumption = Resumption::disabled();
        // Not sent and not checked: the key is the identity. The library wants some name.
        let name = ServerName::from(std::net::IpAddr::from([0, 0, 0, 0]));
        let result = TlsConnector::from(Arc::new(config)).connect(name, stream).await;
        match (result, keys.refused.get(), pin) {
            (_, Some(shown), Pin::Fingerprint(expected)) => {
                Err(TlsError::WrongKey { shown: *shown, expected })
            }
            (Err(error), _, _) => Err(broken(error)),
            (Ok(stream), _, _) if stream.get_ref().1.alpn_protocol() != Some(ALPN) => {
                Err(not_maru(CertificateError::ApplicationVerificationFailure))
            }
            (Ok(stream), _, _) => {
                let key =
                    peer_key(stream.get_ref().1).ok_or_else(|| not_maru(CertificateError::BadEncoding))?;
                Ok((stream, key))
            }
        }
    }
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(aws_lc_rs::default_provider())
}

fn certified(identity: &Identity, provider: &CryptoProvider) -> Result<Arc<CertifiedKey>, TlsError> {
    let pkcs8 = identity.pkcs8().map_err(|_| TlsError::OwnKey)?;
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(pkcs8));
    let key = provider.key_provider.load_private_key(key).map_err(|_| TlsError::OwnKey)?;
    let PublicKey(public) = identity.public();
    let spki = CertificateDer::from([&SPKI[..], &public[..]].concat());
    Ok(Arc::new(CertifiedKey::new(vec![spki], key)))
}

fn peer_key(state: &CommonState) -> Option<PublicKey> {
    state.peer_certificates()?.first().and_then(read_spki)
}

fn read_spki(der: &CertificateDer<'_>) -> Option<PublicKey> {
    der.strip_prefix(&SPKI)?.try_into().ok().map(PublicKey)
}

fn not_maru(error: CertificateError) -> TlsError {
    let error = Error::InvalidCertificate(error);
    TlsError::NotMaru(Arc::new(std::io::Error::new(std::io::ErrorKind::InvalidData, error)))
}

/// A peer that speaks wrongly is something else; anything else is a broken connection.
fn broken(error: std::io::Error) -> TlsError {
    match error.kind() {
        std::io::ErrorKind::InvalidData => TlsError::NotMaru(Arc::new(error)),
        _ => TlsError::Broken(Arc::new(error)),
    }
}

/// The one verifier for both directions.
#[derive(Debug)]
struct Keys {
    pin: Pin,
    algorithms: WebPkiSupportedAlgorithms,
    /// The key that was turned down, for the person to see.
    refused: OnceLock<PublicKey>,
}

impl Keys {
    fn new(provider: &CryptoProvider, pin: Pin) -> Self {
        Self { pin, algorithms: provider.signature_verification_algorithms, refused: OnceLock::new() }
    }

    fn check(&self, der: &CertificateDer<'_>) -> Result<(), Error> {
        let key = read_spki(der).ok_or(Error::InvalidCertificate(CertificateError::BadEncoding))?;
        match self.pin {
            Pin::Fingerprint(expected) if expected != key.fingerprint() => {
                let _ = self.refused.set(key);
                Err(Error::InvalidCertificate(CertificateError::ApplicationVerificationFailure))
            }
            Pin::Fingerprint(_) | Pin::Anyone => Ok(()),
        }
    }

    fn signature(
        &self,
        message: &[u8],
        der: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let spki = SubjectPublicKeyInfoDer::from(der.as_ref());
        verify_tls13_signature_with_raw_key(message, &spki, dss, &self.algorithms)
    }
}

const NO_TLS12: Error = Error::PeerIncompatible(PeerIncompatible::Tls12NotOffered);

impl ServerCertVerifier for Keys {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        self.check(end_entity).map(|()| ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _message: &[u8],
        _cert: &CertificateDer<'_>,
        _dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Err(NO_TLS12)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.signature(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        vec![SignatureScheme::ED25519]
    }

    fn requires_raw_public_keys(&self) -> bool {
        true
    }
}

impl ClientCertVerifier for Keys {
    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        &[]
    }

    fn verify_client_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _now: UnixTime,
    ) -> Result<ClientCertVerified, Error> {
        self.check(end_entity).map(|()| ClientCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _message: &[u8],
        _cert: &CertificateDer<'_>,
        _dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Err(NO_TLS12)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.signature(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        vec![SignatureScheme::ED25519]
    }

    fn requires_raw_public_keys(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    fn identity(seed: u8) -> Identity {
        Identity::from_seed([seed; 32]).unwrap()
    }

    #[tokio::test]
    async fn both_sides_learn_the_others_key() {
        let (host, member) = (identity(1), identity(2));
        let (near, far) = tokio::io::duplex(64 * 1024);
        let acceptor = Acceptor::new(&host).unwrap();
        let accepted = tokio::spawn(async move {
            let (mut stream, key) = acceptor.accept(far).await.unwrap();
            stream.write_all(b"hello").await.unwrap();
            stream.shutdown().await.unwrap();
            key
        });
        let pin = Pin::Fingerprint(host.public().fingerprint());
        let (mut stream, key) = Connector::new(&member).unwrap().connect(near, pin).await.unwrap();
        assert_eq!(key, host.public());
        let group = stream.get_ref().1.negotiated_key_exchange_group().unwrap().name();
        assert_eq!(group, rustls::NamedGroup::X25519MLKEM768);
        let mut text = String::new();
        stream.read_to_string(&mut text).await.unwrap();
        assert_eq!(text, "hello");
        assert_eq!(accepted.await.unwrap(), member.public());
    }

    #[tokio::test]
    async fn a_wrong_key_stops_before_anything_is_said() {
        let (near, far) = tokio::io::duplex(64 * 1024);
        let acceptor = Acceptor::new(&identity(1)).unwrap();
        let accepted = tokio::spawn(async move { acceptor.accept(far).await.is_err() });
        let expected = identity(3).public().fingerprint();
        let error = Connector::new(&identity(2)).unwrap().connect(near, Pin::Fingerprint(expected)).await;
        match error {
            Err(TlsError::WrongKey { shown, expected: told }) => {
                assert_eq!((shown, told), (identity(1).public(), expected));
            }
            other => panic!("{other:?}"),
        }
        assert!(accepted.await.unwrap());
    }

    #[tokio::test]
    async fn what_is_not_tls_is_told_apart_from_a_broken_connection() {
        let connector = Connector::new(&identity(2)).unwrap();
        let (near, mut far) = tokio::io::duplex(64 * 1024);
        far.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await.unwrap();
        assert!(matches!(connector.connect(near, Pin::Anyone).await, Err(TlsError::NotMaru(_))));
        let (near, far) = tokio::io::duplex(64 * 1024);
        drop(far);
        assert!(matches!(connector.connect(near, Pin::Anyone).await, Err(TlsError::Broken(_))));
    }

    #[tokio::test]
    async fn an_end_without_goodbye_is_a_cut() {
        let (near, far) = tokio::io::duplex(64 * 1024);
        let acceptor = Acceptor::new(&identity(1)).unwrap();
        let accepted = tokio::spawn(async move { drop(acceptor.accept(far).await.unwrap()) });
        let (stream, _) = Connector::new(&identity(2)).unwrap().connect(near, Pin::Anyone).await.unwrap();
        accepted.await.unwrap();
        let mut link = crate::link::Link::new(stream);
        assert!(matches!(link.read::<u64>().await, Err(crate::link::LinkError::Cut(_))));
    }
}
