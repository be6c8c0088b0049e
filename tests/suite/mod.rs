//! What several tests use: people, folders, histories, other readers.

pub mod by_git;
pub mod cast;
pub mod gallery;
pub mod ground;
pub mod outlook;
pub mod places;
pub mod planted;
pub mod told;
pub mod tree;
pub mod two_sides;
pub mod work;
