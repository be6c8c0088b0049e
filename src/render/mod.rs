//! Values become what is read: terminal, JSON, annotations, HTML. Knows no disk and no git.

pub mod explanation;
pub mod html;
pub mod github;
pub mod json;
pub mod terminal;
