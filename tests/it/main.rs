//! The one integration test binary: one module a subject.

#[cfg(feature = "anki")]
mod anki;
