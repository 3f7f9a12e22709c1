//! Stub.
use bincode::{
    Decode, Encode,
    de::Decoder,
    enc::Encoder,
    error::{DecodeError, EncodeError},
};
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Text(String);
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Topic(String);
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    #[error("empty")]
    Empty,
}
macro_rules! stub {
    ($t:ident) => {
        impl $t {
            pub fn parse(t: &str) -> Result<Self, TextError> {
                if t.trim().is_empty() || t.len() > 12000 {
                    Err(TextError::Empty)
                } else {
                    Ok(Self(t.into()))
                }
            }
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl Encode for $t {
            fn encode<E: Encoder>(&self, e: &mut E) -> Result<(), EncodeError> {
                self.0.encode(e)
            }
        }
        impl<C> Decode<C> for $t {
            fn decode<D: Decoder<Context = C>>(d: &mut D) -> Result<Self, DecodeError> {
                Self::parse(&String::decode(d)?).map_err(|_| DecodeError::Other("text"))
            }
        }
        bincode::impl_borrow_decode!($t);
    };
}
stub!(Text);
stub!(Topic);
