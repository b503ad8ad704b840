package org.permanence.seal;

/// A completely sealed recording.
///
/// @param sha256 the digest of the file, in hex. The audit log has it too, so that a replaced file is detected
/// @param bytes  the size of the file
/// @param frames the frames of audio
public record Sealed(RecordingId recording, String sha256, long bytes, long frames) {}
