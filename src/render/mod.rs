//! Values become what is read: terminal, JSON, annotations, HTML. Knows no disk and no git.

pub mod explanation;
pub mod github;
pub mod html;
pub mod json;
pub mod terminal;
