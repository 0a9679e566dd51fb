//! # clausewise
//!
//! Compares police departments' written orders clause by clause: where they agree, where they differ and in what, and what only one of
//! them has. Every cell of the resulting matrix has its citation, its words and its reason.
//!
//! ## The map of the house
//!
//! A row of nouns, each made from the ones before it. A module uses those above it in this list, never those below.
//! Reading and writing happen only at the two ends; the middle is pure.
#![doc = include_str!("map.md")]

pub mod error;
pub mod options;
pub mod place;
pub mod block;
pub mod grammar;
pub mod lexicon;
pub mod sentence;
pub mod read;
pub mod order;
pub mod outline;
pub mod force;
pub mod directive;
pub mod manifest;
pub mod corpus;
pub mod provision;
pub mod normalize;
pub mod subject;
pub mod catalogue;
pub mod knowledge;
pub mod segment;
pub mod score;
pub mod align;
pub mod candidates;
pub mod rows;
pub mod confidence;
pub mod wording;
pub mod verdict;
pub mod topic;
pub mod title;
pub mod matrix;
pub mod compare;
pub mod eval;
pub mod report;
pub mod cli;
