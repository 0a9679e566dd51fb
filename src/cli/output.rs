//! Files that are written whole or not at all.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::error::{Error, Result};

/// A set of files on their way into one folder: nothing of it is seen before [`Batch::commit`].
pub(super) struct Batch {
    folder: PathBuf,
    ready: Vec<(tempfile::NamedTempFile, PathBuf)>,
}

impl Batch {
    /// Makes the folder where it is not there, and makes sure that it can be written before any work is done.
    pub(super) fn open(folder: &Path) -> Result<Self> {
        let cannot = |source| io(folder, "choose a folder you may write with -o, or make room on the disk", source);
        if folder.exists() && !folder.is_dir() {
            let why = "a file stands where the output folder should be; choose another folder with -o".into();
            return Err(Error::Unreadable { path: folder.into(), why });
        }
        std::fs::create_dir_all(folder).map_err(cannot)?;
        tempfile::tempfile_in(folder).map_err(cannot)?;
        Ok(Self { folder: folder.into(), ready: Vec::new() })
    }

    /// Writes files aside, several at a time: `fill` writes the one at an index of `names`.
    ///
    /// # Errors
    /// That of the first file that could not be written; none of them is kept then.
    pub(super) fn add(&mut self, names: &[&str], fill: impl Fn(usize, &mut dyn Write) -> Result<()> + Sync) -> Result<()> {
        let aside = names.par_iter().enumerate().map(|(i, name)| self.aside(name, |sink| fill(i, sink))).collect::<Vec<_>>();
        self.ready.extend(aside.into_iter().collect::<Result<Vec<_>>>()?);
        Ok(())
    }

    fn aside(&self, name: &str, fill: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<(tempfile::NamedTempFile, PathBuf)> {
        let target = self.folder.join(name);
        let cannot = |source| io(&target, "choose a folder you may write with -o, or make room on the disk", source);
        let mut file = tempfile::Builder::new().prefix(".clausewise-").tempfile_in(&self.folder).map_err(cannot)?;
        let mut sink = BufWriter::new(file.as_file_mut());
        fill(&mut sink).map_err(|wrong| match wrong {
            Error::Io { source, .. } => cannot(source),
            other => other,
        })?;
        sink.flush().map_err(cannot)?;
        drop(sink);
        Ok((file, target))
    }

    /// Puts all files in their places; returns their paths.
    pub(super) fn commit(self) -> Result<Vec<PathBuf>> {
        let mut done = Vec::new();
        for (file, target) in self.ready {
            readable(file.path());
            file.persist(&target)
                .map_err(|e| io(&target, "close the program that has it open, or choose another folder with -o", e.error))?;
            done.push(target);
        }
        Ok(done)
    }
}

fn io(path: &Path, remedy: &'static str, source: std::io::Error) -> Error {
    Error::Io { path: path.into(), remedy, source }
}

/// Temporary files are made for their owner alone; a report is for colleagues too, as far as the user's mask of the system lets it.
#[cfg(unix)]
fn readable(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let _ = std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o644));
}

#[cfg(not(unix))]
fn readable(_: &Path) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_report_leaves_the_folder_as_it_was() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("a.md"), "old").unwrap();
        let mut batch = Batch::open(dir.path()).unwrap();
        let broken = batch.add(&["a.md", "b.md"], |i, sink| {
            sink.write_all(b"new").unwrap();
            if i == 1 { Err(Error::Report { format: "b.md", why: "test".into() }) } else { Ok(()) }
        });
        assert!(broken.is_err());
        drop(batch);
        let left: Vec<_> = std::fs::read_dir(dir.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert_eq!(left, ["a.md"]);
        assert_eq!(std::fs::read_to_string(dir.path().join("a.md")).unwrap(), "old");
    }
}
