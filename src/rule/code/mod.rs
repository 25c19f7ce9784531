//! C: code structure and validity.
