//! 837 files to claims.

mod public_files;
