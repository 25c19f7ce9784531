//! The installed package.
