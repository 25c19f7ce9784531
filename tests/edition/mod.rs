//! Editions.

mod starter;
