//! Claims as JSON text.
