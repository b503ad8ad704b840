package org.permanence.seal;

/// A recording is whole.
///
/// @param sha256 of the file, in hex: what the audit log keeps, so that another file in its place is seen
/// @param bytes  of the file
/// @param frames of sound
public record Sealed(RecordingId recording, String sha256, long bytes, long frames) {}
