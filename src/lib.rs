//! recito turns Markdown notes into exam questions and asks them at the right time.
//!
//! ```text
//!  notes ──► note ──► fact ──► question ──► deck ──┐
//!            outline  what it  how to ask   ids    ├──► session ──► tui | plain
//!                     says     for it       kept   │      │
//!                              log ──► schedule ───┘      └──► log
//! ```
//!
//! Data flows one way and each arrow is a function from values to values. Disk, clock, environment
//! and terminal are met only in [`store`], [`tui::run`] and [`command`]. The library is for the
//! program and its tests; it promises no stable interface to others.

pub mod day;
pub mod diagnostic;
pub mod lexicon;
pub mod printable;
pub mod source;

pub mod note;

pub mod fact;

pub mod question;

pub mod deck;

pub mod review;

pub mod grade;
pub mod schedule;
pub mod session;
pub mod stats;
pub mod workspace;

pub mod check;

#[cfg(feature = "anki")]
pub mod anki;
pub mod config;
pub mod report;

pub mod lsp;
pub mod plain;
pub mod store;
pub mod tui;

pub mod cli;
pub mod command;
