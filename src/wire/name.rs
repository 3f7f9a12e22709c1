//! Stub.
use bincode::{
    Decode, Encode,
    de::Decoder,
    enc::Encoder,
    error::{DecodeError, EncodeError},
};
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name(String);
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RoomName(String);
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Skeleton(String);
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    #[error("empty")]
    Empty,
}
macro_rules! stub {
    ($t:ident) => {
        impl $t {
            pub fn parse(t: &str) -> Result<Self, NameError> {
                if t.trim().is_empty() || t.len() > 160 {
                    Err(NameError::Empty)
                } else {
                    Ok(Self(t.trim().into()))
                }
            }
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl std::fmt::Display for $t {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl Encode for $t {
            fn encode<E: Encoder>(&self, e: &mut E) -> Result<(), EncodeError> {
                self.0.encode(e)
            }
        }
        impl<C> Decode<C> for $t {
            fn decode<D: Decoder<Context = C>>(d: &mut D) -> Result<Self, DecodeError> {
                Self::parse(&String::decode(d)?).map_err(|_| DecodeError::Other("name"))
            }
        }
        bincode::impl_borrow_decode!($t);
    };
}
stub!(Name);
stub!(RoomName);
impl Name {
    pub fn skeleton(&self) -> Skeleton {
        Skeleton(self.0.to_lowercase())
    }
    pub fn suggest(&self, taken: impl Fn(&Skeleton) -> bool) -> Name {
        for n in 2.. {
            let c = Name(format!("{}{n}", self.0));
            if !taken(&c.skeleton()) {
                return c;
            }
        }
        unreachable!()
    }
}
