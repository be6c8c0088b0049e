//! Anchors: taking one of a history, and finding it again in a later one.

mod sequence;
mod take;
mod verify;

pub use take::TakenAnchor;
pub use verify::AnchorCheck;
