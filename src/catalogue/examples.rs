//! The files of examples: a heading for each provision, a list item for each wording.

/// One provision with its wordings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// Short name in lower case with hyphens: "on-duty-personal-use".
    pub provision: String,
    /// What different agencies might write, two or more.
    pub wordings: Vec<String>,
}

/// Reads a file of examples: `## name-of-the-provision`, and below it `- a wording` line by line. Text before the first heading is for the
/// reader.
///
/// # Errors
/// The line and what to do about it.
pub fn parse(text: &str) -> Result<Vec<Example>, String> {
    let mut out: Vec<(usize, Example)> = Vec::new();
    for (n, line) in text.lines().enumerate() {
        if let Some(name) = line.strip_prefix("## ") {
            out.push((n + 1, Example { provision: name.trim().to_string(), wordings: Vec::new() }));
        } else if let Some((_, example)) = out.last_mut() {
            match line.strip_prefix("- ") {
                Some(wording) => example.wordings.push(wording.trim().to_string()),
                None if line.trim().is_empty() => {}
                None => return Err(format!("line {}: neither \"## provision\" nor \"- wording\"; write one of them", n + 1)),
            }
        }
    }
    if let Some((n, lone)) = out.iter().find(|(_, e)| e.wordings.len() < 2) {
        return Err(format!("line {n}: {:?} has fewer than two wordings; nothing can be learned from one", lone.provision));
    }
    if out.is_empty() {
        return Err("no provision here; begin each with \"## its-name\", and write its wordings below as \"- ...\"".into());
    }
    Ok(out.into_iter().map(|(_, e)| e).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wordings_belong_to_the_heading_above_them() {
        let read = parse("About.\n\n## phones\n- Leave it at home.\n- no phones\n\n## pay\n- Wages.\n- Salary.\n").expect("examples");
        assert_eq!(read.len(), 2);
        assert_eq!(read[0].wordings, ["Leave it at home.", "no phones"]);
    }

    #[test]
    fn an_error_names_the_line() {
        assert!(parse("## a\n- one\n- two\nthree\n").unwrap_err().starts_with("line 4"));
        assert!(parse("## a\n- one\n").unwrap_err().starts_with("line 1"));
        assert!(parse("").is_err());
    }
}
