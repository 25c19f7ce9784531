//! What the command-line examples share: how they fail.

use std::error::Error;
use std::io;
use std::process::ExitCode;

/// Anything that keeps an example from running.
pub type Failure = Box<dyn Error>;

/// Runs an example: a failure is printed and ends with 2; a reader that went away ends quietly.
pub fn exit(run: impl FnOnce() -> Result<ExitCode, Failure>) -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(failure) => {
            let gone = failure
                .downcast_ref::<io::Error>()
                .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe);
            if !gone {
                eprintln!("error: {failure}");
            }
            ExitCode::from(2)
        }
    }
}
