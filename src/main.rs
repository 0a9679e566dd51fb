//! The `clausewise` program; see [`clausewise::cli`] for what it does.

fn main() {}
