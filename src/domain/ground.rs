//! On which ground a dossier is destroyed.

use super::vocabulary;

vocabulary! {
    /// On which ground a dossier is destroyed.
    DestructionGround {
        /// Its term of keeping has passed.
        Retention = "bewaartermijn",
        /// Someone asked for it, and that was granted.
        Request = "verzoek",
    }
}
