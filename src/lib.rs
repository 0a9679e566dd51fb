//! # clausewise
//!
//! Compares police departments' written orders clause by clause: where they agree, where they differ and in what, and what only one of
//! them has. Every cell of the resulting matrix has its citation, its words and its reason.
//!
//! ## The map of the house
//!
//! A row of nouns, each made from the ones before it. A module uses those above it in this list, never those below (a test holds this).
//! Reading and writing happen only at the two ends; the middle is pure.
#![doc = include_str!("map.md")]

pub mod block;
pub mod cli;
pub mod corpus;
pub mod directive;
pub mod error;
pub mod force;
pub mod grammar;
pub mod lexicon;
pub mod manifest;
pub mod matrix;
pub mod options;
pub mod order;
pub mod outline;
pub mod place;
pub mod provision;
pub mod read;
pub mod report;
pub mod sentence;
