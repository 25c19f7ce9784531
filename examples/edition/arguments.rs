//! The command line, read by hand: few options, clear errors.

/// The arguments that are left.
pub struct Arguments(Vec<String>);

impl Arguments {
    pub fn new(arguments: impl Iterator<Item = String>) -> Self {
        Self(arguments.collect())
    }

    /// Takes the first argument that is no option.
    pub fn next_plain(&mut self) -> Option<String> {
        let position = self.0.iter().position(|argument| !argument.starts_with("--"))?;
        Some(self.0.remove(position))
    }

    /// Takes an option with its value.
    pub fn value(&mut self, name: &str) -> Result<Option<String>, String> {
        let Some(position) = self.0.iter().position(|argument| argument == name) else { return Ok(None) };
        self.0.remove(position);
        if position == self.0.len() {
            return Err(format!("{name} needs a value"));
        }
        Ok(Some(self.0.remove(position)))
    }

    /// Takes an option without a value.
    pub fn flag(&mut self, name: &str) -> bool {
        let position = self.0.iter().position(|argument| argument == name);
        position.map(|position| self.0.remove(position)).is_some()
    }

    /// Takes `--format text|json`; true is JSON.
    pub fn format(&mut self) -> Result<bool, String> {
        match self.value("--format")?.as_deref() {
            None | Some("text") => Ok(self.flag("--json")),
            Some("json") => Ok(true),
            Some(other) => Err(format!("--format is text or json, not {other}")),
        }
    }

    /// What is left, when none of it is an option.
    pub fn rest(self) -> Result<Vec<String>, String> {
        match self.0.iter().find(|argument| argument.starts_with("--")) {
            Some(option) => Err(format!("{option} is no option of this command")),
            None => Ok(self.0),
        }
    }

    /// What is left, when it is exactly as much.
    pub fn exactly<const N: usize>(self, what: &str) -> Result<[String; N], String> {
        self.rest()?.try_into().map_err(|_| what.to_owned())
    }
}
