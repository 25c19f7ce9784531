//! What the benches and the peer runner share: tables of the real size, and the mix of claims.

pub mod claims;
pub mod mix;
pub mod tables;
