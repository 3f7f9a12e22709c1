//! Hosts seen before.
