//! Builds, describes, checks and compares editions.
//!
//! ```text
//! edition build --out FILE [--id ID] [--lenient] [--partial] SOURCE…
//! edition info FILE [--format text|json]
//! edition verify FILE
//! edition diff OLD NEW [--format text|json] [--limit N] [--claims FILE]
//! edition starter --data DIR [--out FILE] [--check]
//! ```
//!
//! A SOURCE is a file CMS publishes, plain, `.gz`, `.zip` or `.xlsx`, or a folder of such files; each
//! is recognised by its content. `starter` rebuilds the embedded edition; `--check` compares instead
//! of writing. Exit status 0 done, 1 a check failed, 2 could not run.

mod arguments;
mod claims;
mod text;

use arguments::Arguments;
use claims::Rejudged;
use cleanclaim::edition::source::{self, Options, Sources};
use cleanclaim::edition::{Builder, Edition};
use indicatif::{ProgressBar, ProgressStyle};
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

type Outcome = Result<ExitCode, Box<dyn std::error::Error>>;

fn main() -> ExitCode {
    let mut arguments = Arguments::new(std::env::args().skip(1));
    let outcome = match arguments.next_plain().as_deref() {
        Some("build") => build(arguments),
        Some("info") => info(arguments),
        Some("verify") => verify(arguments),
        Some("diff") => diff(arguments),
        Some("starter") => starter(arguments),
        _ => Err("say build, info, verify, diff or starter".into()),
    };
    outcome.unwrap_or_else(|error| {
        eprintln!("edition: {error}");
        ExitCode::from(2)
    })
}

fn bar(length: usize) -> ProgressBar {
    let bar = ProgressBar::new(length as u64);
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {elapsed} {msg}");
    if let Ok(style) = style {
        bar.set_style(style);
    }
    bar
}

fn build(mut arguments: Arguments) -> Outcome {
    let out = arguments.value("--out")?.ok_or("build needs --out FILE")?;
    let id = arguments.value("--id")?.unwrap_or_default();
    let options = Options { lenient: arguments.flag("--lenient"), partial: arguments.flag("--partial") };
    let paths = arguments.rest()?;
    if paths.is_empty() {
        return Err("build needs at least one SOURCE".into());
    }
    let start = Instant::now();
    let mut sources = Sources::new();
    for path in &paths {
        sources.add(Path::new(path))?;
    }
    for (name, what) in sources.unused() {
        eprintln!("not used: {name} ({what})");
    }
    if sources.inputs().count() == 0 {
        return Err("none of the sources is a published file of a kind that is known".into());
    }
    let bar = bar(sources.inputs().count());
    let mut builder = Builder::new(id);
    let imported = sources.import(&mut builder, options, |number, name| {
        bar.set_position(number as u64);
        bar.set_message(name.rsplit('/').next().unwrap_or(name).to_owned());
    })?;
    bar.set_message("writing");
    builder.write(Path::new(&out))?;
    bar.finish_and_clear();
    say(&text::imported(&imported)?)?;
    let edition = Edition::open(Path::new(&out))?;
    eprintln!("{out}: {} bytes in {:.1} s", edition.as_bytes().len(), start.elapsed().as_secs_f64());
    Ok(ExitCode::SUCCESS)
}

/// Writes to standard output; a reader that has seen enough is no error.
fn say(text: &str) -> Result<(), std::io::Error> {
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

fn info(mut arguments: Arguments) -> Outcome {
    let json = arguments.format()?;
    let [file] = arguments.exactly("info needs one FILE")?;
    let info = Edition::open(Path::new(&file))?.info();
    if json {
        say(&(serde_json::to_string_pretty(&info)? + "\n"))?;
    } else {
        say(&text::info(&info)?)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn verify(arguments: Arguments) -> Outcome {
    let [file] = arguments.exactly("verify needs one FILE")?;
    match Edition::open(Path::new(&file)).and_then(|edition| edition.verify().map(|()| edition)) {
        Ok(edition) => {
            println!("{file}: sound, id {}, {} bytes", edition.id(), edition.as_bytes().len());
            Ok(ExitCode::SUCCESS)
        }
        Err(error @ cleanclaim::edition::EditionError::Io { .. }) => Err(error.into()),
        Err(error) => {
            eprintln!("{file}: {error}");
            Ok(ExitCode::FAILURE)
        }
    }
}

fn diff(mut arguments: Arguments) -> Outcome {
    let json = arguments.format()?;
    let limit = arguments.value("--limit")?.map_or(Ok(20), |limit| limit.parse())?;
    let claims = arguments.value("--claims")?;
    let [old, new] = arguments.exactly("diff needs OLD and NEW")?;
    let (old, new) = (Edition::open(Path::new(&old))?, Edition::open(Path::new(&new))?);
    let diff = cleanclaim::edition::Diff::between(&old, &new, limit);
    let rejudged = claims.map(|file| Rejudged::file(&old, &new, Path::new(&file))).transpose()?;
    if json {
        let mut value = serde_json::to_value(&diff)?;
        if let (Some(object), Some(rejudged)) = (value.as_object_mut(), rejudged) {
            object.insert("claims".to_owned(), serde_json::to_value(rejudged)?);
        }
        say(&(serde_json::to_string_pretty(&value)? + "\n"))?;
    } else {
        say(&text::diff(&diff)?)?;
        if let Some(rejudged) = rejudged {
            say(&rejudged.text()?)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn starter(mut arguments: Arguments) -> Outcome {
    let data = arguments.value("--data")?.ok_or("starter needs --data DIR")?;
    let out = arguments.value("--out")?.unwrap_or_else(|| "src/edition/starter.cce".to_owned());
    let check = arguments.flag("--check");
    let [] = arguments.exactly("starter takes no further arguments")?;
    let (bytes, imported) = source::build_starter(Path::new(&data), |_, name| eprintln!("{name}"))?;
    if check {
        let same = std::fs::read(&out)? == bytes;
        println!("{out}: {}", if same { "the same bytes" } else { "differs; rebuild it without --check" });
        return Ok(if same { ExitCode::SUCCESS } else { ExitCode::FAILURE });
    }
    say(&text::imported(&imported)?)?;
    std::fs::write(&out, &bytes)?;
    println!("{out}: {} bytes", bytes.len());
    Ok(ExitCode::SUCCESS)
}
