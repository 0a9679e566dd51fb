//! A progress bar, on a terminal only, and only where the work takes long enough to make a person wonder.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Shows a stage and how far it is.
pub(super) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A bar on standard error, or nothing where that is no terminal.
    pub(super) fn new() -> Self {
        let seen = std::io::stderr().is_terminal();
        let target = if seen { ProgressDrawTarget::stderr_with_hz(10) } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(None, target);
        if seen {
            bar.enable_steady_tick(Duration::from_millis(120));
        }
        Self { bar }
    }

    /// `done` of `total` files read.
    pub(super) fn reading(&self, done: usize, total: usize) {
        self.part("reading orders", done, total);
    }

    /// `done` of `total` rounds of learning done.
    pub(super) fn learning(&self, done: usize, total: usize) {
        self.part("learning", done, total);
    }

    /// A stage without a measure.
    pub(super) fn stage(&self, what: &'static str) {
        self.bar.set_style(ProgressStyle::with_template("{spinner} {msg}").unwrap_or_else(|_| ProgressStyle::default_spinner()));
        self.bar.set_message(what);
    }

    fn part(&self, what: &'static str, done: usize, total: usize) {
        if self.bar.length() != Some(total as u64) {
            let style = ProgressStyle::with_template("{spinner} {msg} {bar:30} {pos}/{len}");
            self.bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
            self.bar.set_length(total as u64);
            self.bar.set_message(what);
        }
        self.bar.set_position(done as u64);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
