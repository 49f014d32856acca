//! The fast engine against the plainest one (`compile::chain`).
