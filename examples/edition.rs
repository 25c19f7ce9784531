//! Builds, describes and compares editions.
//!
//! ```text
//! edition starter --data DIR [--out FILE]   rebuild the embedded edition from the published files
//! ```

use cleanclaim::edition::{Edition, source};
use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let option = |name: &str| arguments.iter().skip_while(|argument| *argument != name).nth(1).cloned();
    let data = option("--data").ok_or("starter needs --data DIR")?;
    let out = option("--out").unwrap_or_else(|| "src/edition/starter.cce".to_owned());
    let (bytes, imported) = source::build_starter(Path::new(&data), |_, name| eprintln!("{name}"))?;
    for import in imported {
        println!("{:?}", import);
    }
    println!("{}", serde_json::to_string_pretty(&Edition::from_bytes(bytes.clone())?.info())?);
    std::fs::write(out, bytes)?;
    Ok(())
}
